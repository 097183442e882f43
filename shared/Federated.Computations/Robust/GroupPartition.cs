using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federated.Computations.Robust;

/// <summary>
/// Members in random groups that everybody derives alike: the members in the order of SHA-256(hash ‖ index), cut into consecutive parts whose sizes differ by at
/// most one. Nobody who cannot choose the hash can choose who stands with whom.
/// </summary>
public static class GroupPartition
{
    /// <summary>Members of each group, by index, ascending.</summary>
    /// <param name="hash">32 bytes: the cohort hash, or another that no single party chose.</param>
    /// <param name="members">n, at least as many as groups.</param>
    /// <param name="groups">G, at least 1.</param>
    /// <exception cref="ArgumentException">The hash is not 32 bytes long, or there are more groups than members, or none.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Derive(ReadOnlySpan<byte> hash, int members, int groups)
    {
        if (hash.Length != SHA256.HashSizeInBytes)
            throw new ArgumentException($"Groups are derived from a hash of {SHA256.HashSizeInBytes} bytes, not {hash.Length}.", nameof(hash));
        if (groups < 1 || groups > members)
            throw new ArgumentException($"{members} members cannot form {groups} groups; each has at least one member.", nameof(groups));
        int[] order = Order(hash, members);
        var partition = new int[groups][];
        for (int group = 0; group < groups; group++)
        {
            int from = (int)((long)members * group / groups), to = (int)((long)members * (group + 1) / groups);
            partition[group] = order[from..to];
            Array.Sort(partition[group]);
        }

        return partition;
    }

    private static int[] Order(ReadOnlySpan<byte> hash, int members)
    {
        var keys = new string[members];
        var order = new int[members];
        byte[] input = [.. hash, 0, 0, 0, 0];
        for (int member = 0; member < members; member++)
        {
            BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(hash.Length), member);
            keys[member] = Convert.ToHexString(SHA256.HashData(input));
            order[member] = member;
        }

        Array.Sort(keys, order, StringComparer.Ordinal);
        return order;
    }
}

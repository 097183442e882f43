using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Federated.Computations.Robust;

/// <summary>The hashes of a draw, SHA-256 each with a label of its own, and 32 bytes as eight whole numbers, big-endian, for a sum.</summary>
internal static class DrawHash
{
    /// <summary>Numbers of 32 bits for 32 bytes.</summary>
    public const int Words = SHA256.HashSizeInBytes / sizeof(uint);

    public static byte[] OfCommitment(string name, ReadOnlySpan<byte> secret)
    {
        using IncrementalHash hash = Begin("federated draw: commitment");
        Append(hash, name);
        hash.AppendData(secret);
        return hash.GetHashAndReset();
    }

    public static byte[] OfCommitments(DrawState state)
    {
        using IncrementalHash hash = Begin("federated draw: commitments");
        foreach (string name in state.Members)
            Append(hash, name);
        hash.AppendData(state.Commitments.AsSpan());
        return hash.GetHashAndReset();
    }

    public static byte[] OfShown(DrawState state)
    {
        using IncrementalHash hash = Begin("federated draw: result");
        foreach (string name in state.Members)
            Append(hash, name);
        hash.AppendData(state.Shown.AsSpan());
        return hash.GetHashAndReset();
    }

    public static void ToWords(ReadOnlySpan<byte> bytes, Span<double> words)
    {
        for (int word = 0; word < words.Length; word++)
            words[word] = BinaryPrimitives.ReadUInt32BigEndian(bytes[(sizeof(uint) * word)..]);
    }

    /// <exception cref="ContributionException">A value of the sum is not a number of 32 bits.</exception>
    public static byte[] FromWords(SecureSum sum)
    {
        var bytes = new byte[sizeof(uint) * sum.Values.Length];
        for (int word = 0; word < sum.Values.Length; word++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(sizeof(uint) * word), (uint)SummedCount.Of(sum.Values, word, uint.MaxValue));
        return bytes;
    }

    private static IncrementalHash Begin(string label)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, label);
        return hash;
    }

    // Names hold no NUL, so no two lists of them have the same bytes.
    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }
}

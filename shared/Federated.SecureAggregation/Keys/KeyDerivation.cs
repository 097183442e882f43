using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federated.SecureAggregation.Keys;

/// <summary>
/// HKDF-SHA256 (RFC 5869) of every symmetric key of a round. The salt is the cohort hash, so a key made for one cohort is no key in another; the info
/// names the purpose and the members' indices, big-endian.
/// </summary>
public static class KeyDerivation
{
    /// <summary>The key of the mask that two members share; the same from both sides.</summary>
    /// <param name="agreed">ECDH of the two mask keys.</param>
    /// <param name="cohortHash">H.</param>
    /// <param name="one">One member's index.</param>
    /// <param name="other">The other's.</param>
    public static SecretBytes PairMaskKey(SecretBytes agreed, Digest cohortHash, int one, int other)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        return Derive(agreed.Span, cohortHash, DomainLabels.ForPairMask, Math.Min(one, other), Math.Max(one, other));
    }

    /// <summary>The key of a member's own mask.</summary>
    /// <param name="seed">b_i, the secret that is shared out.</param>
    /// <param name="cohortHash">H.</param>
    /// <param name="member">The member's index.</param>
    public static SecretBytes SelfMaskKey(SecretScalar seed, Digest cohortHash, int member)
    {
        ArgumentNullException.ThrowIfNull(seed);
        return Derive(seed.Span, cohortHash, DomainLabels.ForSelfMask, member);
    }

    /// <summary>The key under which one member sends its shares to another; a key for each direction.</summary>
    /// <param name="agreed">ECDH of the two channel keys.</param>
    /// <param name="cohortHash">H.</param>
    /// <param name="from">The sender's index.</param>
    /// <param name="to">The receiver's.</param>
    public static SecretBytes ChannelKey(SecretBytes agreed, Digest cohortHash, int from, int to)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        return Derive(agreed.Span, cohortHash, DomainLabels.ForChannel, from, to);
    }

    /// <summary>HKDF-SHA256, extract and expand.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 8,160 bytes are asked for.</exception>
    internal static void Expand(ReadOnlySpan<byte> keyMaterial, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> output) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keyMaterial, output, salt, info);

    private static SecretBytes Derive(ReadOnlySpan<byte> keyMaterial, Digest cohortHash, ReadOnlySpan<byte> label, params ReadOnlySpan<int> members)
    {
        ArgumentNullException.ThrowIfNull(cohortHash);
        Span<byte> info = stackalloc byte[label.Length + (members.Length * sizeof(int))];
        label.CopyTo(info);
        for (int i = 0; i < members.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(info[(label.Length + (i * sizeof(int)))..], members[i]);
        }

        Span<byte> key = stackalloc byte[SecretBytes.Length];
        Expand(keyMaterial, cohortHash.Span, info, key);
        SecretBytes derived = new(key);
        CryptographicOperations.ZeroMemory(key);
        return derived;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Federated.Tasks.Features;

/// <summary>Hashes a category's value to a bucket: the first 64 bits of SHA-256 of its UTF-8, big endian, modulo the number of buckets. The same on every machine.</summary>
internal static class ValueHash
{
    public static int Bucket(string value, int buckets)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(value), hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)buckets);
    }
}

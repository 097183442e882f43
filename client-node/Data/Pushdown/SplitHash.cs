using System.Buffers.Binary;
using System.Text;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>What a database must hash before a customer's id to find the key that <see cref="TrainTestSplit.KeyOfId"/> finds.</summary>
internal static class SplitHash
{
    /// <summary>"federated/split/1", 1, the length of the salt (32 bits, big endian), the salt.</summary>
    public static byte[] PrefixOfId(string salt)
    {
        var bytes = Encoding.UTF8.GetBytes(salt);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        return [.. "federated/split/1"u8, 1, .. length, .. bytes];
    }
}

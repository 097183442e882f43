using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federated.Simulation.Tests.Harness;

/// <summary>A node's randomness from a seed: SHA-256 of the seed and a counter.</summary>
internal sealed class SeededRandomBytes(long seed) : RandomNumberGenerator
{
    private long _counter;

    public override void GetBytes(byte[] data) => GetBytes(data.AsSpan());

    public override void GetBytes(Span<byte> data)
    {
        Span<byte> input = stackalloc byte[16];
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        while (data.Length > 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(input, seed);
            BinaryPrimitives.WriteInt64LittleEndian(input[8..], _counter++);
            SHA256.HashData(input, block);
            var taken = Math.Min(block.Length, data.Length);
            block[..taken].CopyTo(data);
            data = data[taken..];
        }
    }
}

using System.Security.Cryptography;

namespace Federated.Privacy.Tests;

/// <summary>Bytes that look random and are the same in every run: SHA-256 of a seed and a counter. For tests of distributions, which must not fail one time in a thousand.</summary>
internal sealed class StreamOfSeed(int seed) : RandomNumberGenerator
{
    private long _counter;

    public override void GetBytes(byte[] data) => GetBytes(data.AsSpan());

    public override void GetBytes(Span<byte> data)
    {
        Span<byte> input = stackalloc byte[12];
        Span<byte> block = stackalloc byte[32];
        BitConverter.TryWriteBytes(input, seed);
        while (data.Length > 0)
        {
            BitConverter.TryWriteBytes(input[4..], _counter++);
            SHA256.HashData(input, block);
            int length = Math.Min(32, data.Length);
            block[..length].CopyTo(data);
            data = data[length..];
        }
    }
}

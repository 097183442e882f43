using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federated.SecureAggregation.Tests.Simulation;

/// <summary>A reproducible stream of bytes with the interface of the cryptographic source: SHA-256 over a seed and a counter.</summary>
internal sealed class SeededRandom(long seed) : RandomNumberGenerator
{
    private long _counter;
    private byte[] _block = [];
    private int _used;

    public override void GetBytes(byte[] data) => GetBytes(data.AsSpan());

    public override void GetBytes(Span<byte> data)
    {
        for (int i = 0; i < data.Length; i++)
        {
            if (_used == _block.Length)
            {
                byte[] input = new byte[16];
                BinaryPrimitives.WriteInt64BigEndian(input, seed);
                BinaryPrimitives.WriteInt64BigEndian(input.AsSpan(8), _counter++);
                _block = SHA256.HashData(input);
                _used = 0;
            }

            data[i] = _block[_used++];
        }
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Federated.SecureAggregation;

/// <summary>
/// The one byte form of everything that is hashed or signed: a domain label, then fields in a fixed order. Integers are big-endian; anything of
/// variable length carries its length (be32) in front, so that no two different values have the same bytes.
/// </summary>
internal sealed class CanonicalWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public CanonicalWriter(string label) => Text(label);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public Digest ToDigest() => Digest.Of(_buffer.WrittenSpan);

    public CanonicalWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
        return this;
    }

    public CanonicalWriter Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
        return this;
    }

    public CanonicalWriter Real(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    public CanonicalWriter Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    public CanonicalWriter Bytes(ReadOnlySpan<byte> value)
    {
        Int32(value.Length);
        _buffer.Write(value);
        return this;
    }

    public CanonicalWriter Hash(Digest value)
    {
        _buffer.Write(value.Span);
        return this;
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Federated.SecureAggregation;

/// <summary>Reads back what <see cref="CanonicalWriter"/> wrote. Every length is bounded; anything unexpected is a malformed message, never an index error.</summary>
internal ref struct CanonicalReader
{
    private ReadOnlySpan<byte> _rest;

    public CanonicalReader(ReadOnlySpan<byte> bytes, string label)
    {
        _rest = bytes;
        if (Text(128) != label)
        {
            throw Malformed($"these bytes are not '{label}' of this version");
        }
    }

    /// <summary>Reads bytes of any kind: what they are is in <paramref name="label"/>, empty when they bear none.</summary>
    public CanonicalReader(ReadOnlySpan<byte> bytes, out string label)
    {
        _rest = bytes;
        try
        {
            label = Text(128);
        }
        catch (ProtocolViolationException)
        {
            label = "";
        }
    }

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public double Real() => BitConverter.Int64BitsToDouble(Int64());

    public Digest Hash() => new(Take(Digest.Length));

    public string Text(int maximumBytes) => Encoding.UTF8.GetString(Bytes(maximumBytes));

    public int Count(int maximum)
    {
        int count = Int32();
        return count >= 0 && count <= maximum ? count : throw Malformed($"a count of {count} is outside 0..{maximum}");
    }

    public ReadOnlySpan<byte> Bytes(int maximum) => Take(Count(maximum));

    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw Malformed($"{_rest.Length} bytes follow the end");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Malformed($"it ends {count - _rest.Length} bytes too early");
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static ProtocolViolationException Malformed(string why) =>
        new(ViolationCode.MalformedMessage, $"The saved bytes cannot be read: {why}. Discard them and start the round again.");
}

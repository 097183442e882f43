using System.Buffers.Binary;
using Google.Protobuf;

namespace Federated.Benchmarks.SecureSums;

/// <summary>
/// Frames between the two processes: kind, member, payload length, payload. The buffer is used again and again, so that what is measured is the
/// coordinator's memory and not that of the pipe.
/// </summary>
internal sealed class FrameStream(Stream input, Stream output)
{
    private const int HeaderBytes = 12;
    private readonly byte[] _header = new byte[HeaderBytes];
    private byte[] _payload = new byte[1 << 16];

    public FrameKind Kind { get; private set; }

    public int Member { get; private set; }

    /// <summary>The payload of the last frame; the next one overwrites it.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; }

    public void Write(FrameKind kind, int member, IMessage message) => Write(kind, member, message.ToByteArray());

    public void Write(FrameKind kind, int member = 0, ReadOnlySpan<byte> payload = default)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteInt32LittleEndian(header, (int)kind);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], member);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], payload.Length);
        output.Write(header);
        output.Write(payload);
        output.Flush();
    }

    /// <exception cref="EndOfStreamException">The other side is gone.</exception>
    public void Read()
    {
        input.ReadExactly(_header);
        Kind = (FrameKind)BinaryPrimitives.ReadInt32LittleEndian(_header);
        Member = BinaryPrimitives.ReadInt32LittleEndian(_header.AsSpan(4));
        int length = BinaryPrimitives.ReadInt32LittleEndian(_header.AsSpan(8));
        if (_payload.Length < length)
            _payload = new byte[length];
        input.ReadExactly(_payload, 0, length);
        Payload = _payload.AsMemory(0, length);
    }
}

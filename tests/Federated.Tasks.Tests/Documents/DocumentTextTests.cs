using System.Text;
using Federated.Tasks.Documents;

namespace Federated.Tasks.Tests.Documents;

public class DocumentTextTests
{
    [Fact]
    public void Read_ByteOrderMark_IsSkipped()
    {
        using var stream = new MemoryStream([.. Encoding.UTF8.Preamble, .. "a: é"u8]);
        Assert.Equal("a: é", DocumentText.Read(stream, "t.yaml", "FED-T"));
    }

    [Fact]
    public void Read_NotUtf8_NamesLineAndColumn()
    {
        using var stream = new MemoryStream([.. "a: 1\nb: x"u8, 0xff, (byte)'\n']);
        DocumentException fault = Assert.Throws<DocumentException>(() => DocumentText.Read(stream, "t.yaml", "FED-T"));
        Assert.Equal(("FED-T-ENCODING", new DocumentPosition(2, 5)), (fault.Code, fault.Position));
    }

    [Fact]
    public void Read_EndlessStream_StopsAtTheBound()
    {
        using var stream = new EndlessStream();
        DocumentException fault = Assert.Throws<DocumentException>(() => DocumentText.Read(stream, "t.yaml", "FED-T"));
        Assert.Equal("FED-T-SIZE", fault.Code);
        Assert.Equal(DocumentText.MaximumBytes + 1, stream.BytesRead);
    }

    private sealed class EndlessStream : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'a');
            BytesRead += buffer.Length;
            return buffer.Length;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

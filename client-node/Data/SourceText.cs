using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Federated.ClientNode.Data;

/// <summary>
/// The file as characters, decoded strictly and bounded: a reader never gets a line, a record or a header beyond the limits, so a file
/// without line ends or with a million columns is refused after its first megabyte, whatever its size.
/// </summary>
internal sealed class SourceText : TextReader
{
    public const int MaximumColumns = 10_000;
    public const int MaximumLineLength = 1 << 20;
    public const int MaximumRecordLength = 1 << 22;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly Stream _stream;
    private readonly SourceEncoding _encoding;
    private readonly char _delimiter;
    private readonly byte[] _bytes = new byte[1 << 16];
    private int _begin, _end;
    private bool _isAtEnd, _isStarted, _afterReturn;
    private char _lowSurrogate;
    private long _line = 1, _bytesInLine, _charactersInLine, _delimitersInHeader, _characters, _recordStart;

    public SourceText(Stream stream, SourceEncoding encoding, char delimiter)
    {
        _stream = stream;
        _encoding = encoding;
        _delimiter = delimiter;
    }

    /// <summary>Tells where the record begins that is read next, counted in characters, so that its length can be bounded.</summary>
    public void BeginRecord(long characters) => _recordStart = characters;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_lowSurrogate != 0)
        {
            (buffer[0], _lowSurrogate) = (_lowSurrogate, '\0');
            return 1;
        }
        while (true)
        {
            if (!_isAtEnd && _end - _begin < 4)
                Fill();
            if (_begin == _end)
                return 0;
            int written = Decode(buffer);
            if (written == 0)
                continue;
            Bound(buffer[..written]);
            return written;
        }
    }

    public override int Read()
    {
        Span<char> one = stackalloc char[2];
        return Read(one[..1]) == 0 ? -1 : one[0];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stream.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _bytes.AsSpan(_begin.._end).CopyTo(_bytes);
        (_begin, _end) = (0, _end - _begin);
        int read = _stream.ReadAtLeast(_bytes.AsSpan(_end), 1, throwOnEndOfStream: false);
        _end += read;
        _isAtEnd = read == 0;
        if (_isStarted)
            return;
        while (!_isAtEnd && _end < 4)
        {
            read = _stream.Read(_bytes.AsSpan(_end));
            _end += read;
            _isAtEnd = read == 0;
        }
        _isStarted = true;
        _begin = SourceSignature.LengthOfMark(_bytes.AsSpan(0, _end), _encoding);
    }

    private int Decode(Span<char> buffer)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(_begin.._end);
        int read, written;
        if (_encoding == SourceEncoding.Windows1252)
        {
            read = Math.Min(bytes.Length, buffer.Length);
            written = Windows1252.GetChars(bytes[..read], buffer);
        }
        else
        {
            OperationStatus status = Utf8.ToUtf16(bytes, buffer, out read, out written, replaceInvalidSequences: false, isFinalBlock: _isAtEnd);
            if (status == OperationStatus.InvalidData)
                throw NotUtf8(bytes[..read]);
            if (status == OperationStatus.DestinationTooSmall && written == 0)
                (read, written) = DecodePair(bytes, buffer);
        }
        int lastBreak = bytes[..read].LastIndexOf((byte)'\n');
        _bytesInLine = lastBreak < 0 ? _bytesInLine + read : read - lastBreak - 1;
        _begin += read;
        return written;
    }

    /// <summary>There is room for one character but the next is a surrogate pair: hand out its first half and keep the second.</summary>
    private (int Read, int Written) DecodePair(ReadOnlySpan<byte> bytes, Span<char> buffer)
    {
        Rune.DecodeFromUtf8(bytes, out Rune rune, out int read);
        Span<char> pair = stackalloc char[2];
        rune.EncodeToUtf16(pair);
        (buffer[0], _lowSurrogate) = (pair[0], pair[1]);
        return (read, 1);
    }

    private SourceException NotUtf8(ReadOnlySpan<byte> before)
    {
        long line = _line + before.Count((byte)'\n');
        int lastBreak = before.LastIndexOf((byte)'\n');
        long column = (lastBreak < 0 ? _bytesInLine + before.Length : before.Length - lastBreak - 1) + 1;
        return Refusal("ENCODING", $"line {line}, byte {column} is not UTF-8", "save the file as UTF-8, or, if it comes from an older Windows program, set encoding: windows-1252");
    }

    private void Bound(ReadOnlySpan<char> text)
    {
        _characters += text.Length;
        while (!text.IsEmpty)
        {
            if (_afterReturn && text[0] == '\n')
                text = text[1..];
            _afterReturn = false;
            int end = text.IndexOfAny('\n', '\r');
            ReadOnlySpan<char> part = end < 0 ? text : text[..end];
            _charactersInLine += part.Length;
            if (_line == 1 && (_delimitersInHeader += part.Count(_delimiter)) >= MaximumColumns)
                throw Refusal("COLUMNS", $"the header has more than {MaximumColumns:N0} columns", "export only the columns that the mapping names, or check the delimiter");
            if (_charactersInLine > MaximumLineLength)
                throw Refusal("LINE", $"line {_line} is longer than {MaximumLineLength:N0} characters", "check that this is a text file with one row a line");
            if (end < 0)
                break;
            _charactersInLine = 0;
            _line++;
            _afterReturn = text[end] == '\r';
            text = text[(end + 1)..];
        }
        if (_characters - _recordStart > MaximumRecordLength)
            throw Refusal("LINE", $"a row that ends after line {_line} is longer than {MaximumRecordLength:N0} characters", "a quote that is opened before this line is probably never closed");
    }

    private static SourceException Refusal(string kind, FormattableString what, string mend) =>
        new(DataFault.OfFile($"FED-DATA-{kind}", FormattableString.Invariant(what), mend));
}

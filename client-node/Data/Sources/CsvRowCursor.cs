using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Federated.ClientNode.Data.Sources;

/// <summary>Rows of CSV (RFC 4180, any delimiter), decoded strictly and bounded.</summary>
internal sealed class CsvRowCursor : RowCursor
{
    private const int MaximumCellLength = 1 << 16;

    private readonly SourceText _text;
    private readonly CsvParser _parser;
    private readonly Action _complete;
    private readonly string[] _header;
    private long _line, _blankLines;
    private bool _isBadRow;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">The bytes; closed with the cursor.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="shown">The source for messages.</param>
    /// <param name="complete">Called at the end, to refuse a source that ended too soon.</param>
    /// <exception cref="SourceException">No header, or not CSV.</exception>
    public CsvRowCursor(Stream stream, CsvFormat format, string shown, Action complete)
    {
        _complete = complete;
        _text = new SourceText(stream, format.Encoding, format.Delimiter);
        _parser = new CsvParser(_text, Configuration(format));
        try
        {
            _header = ReadHeader(shown);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> Header => _header;

    public override long Line => _line;

    public override RowState State => _parser.Count != _header.Length ? RowState.Ragged : _isBadRow ? RowState.BadQuote : RowState.Sound;

    public override long BlankLines => _blankLines;

    public override Cell this[int column] => Cell.Of(_parser[column]);

    public override bool Read()
    {
        while (Advance())
        {
            if (_parser.Count > 1 || _header.Length == 1 || _isBadRow || !string.IsNullOrWhiteSpace(_parser[0]))
                return true;
            _blankLines++;
        }
        _complete();
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _parser.Dispose();
        _text.Dispose();
    }

    private string[] ReadHeader(string shown)
    {
        if (!Advance())
        {
            _complete();
            throw new SourceException(DataFault.OfFile("FED-DATA-EMPTY", $"{shown} is empty", "export a header line and at least one row"));
        }
        if (_parser.Count > SourceText.MaximumColumns)
            throw new SourceException(DataFault.OfFile("FED-DATA-COLUMNS", $"the header has more than {SourceText.MaximumColumns} columns", "export only the columns that the mapping names"));
        return [.. Enumerable.Range(0, _parser.Count).Select(i => _parser[i].Trim())];
    }

    private CsvConfiguration Configuration(CsvFormat format) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = format.Delimiter.ToString(),
        HasHeaderRecord = false,
        IgnoreBlankLines = false,
        DetectDelimiter = false,
        MaxFieldSize = MaximumCellLength,
        BufferSize = 1 << 16,
        ExceptionMessagesContainRawData = false,
        BadDataFound = _ => _isBadRow = true,
    };

    private bool Advance()
    {
        _text.BeginRecord(_parser.CharCount);
        _line = _parser.RawRow + 1;
        _isBadRow = false;
        try
        {
            return _parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            throw new SourceException(DataFault.OfFile("FED-DATA-CELL", string.Create(CultureInfo.InvariantCulture, $"a cell of the row that begins in line {_line} is longer than {MaximumCellLength:N0} characters"), "a quote in this row is probably opened and never closed"));
        }
    }
}

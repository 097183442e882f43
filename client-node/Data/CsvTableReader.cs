using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>
/// Reads a node's CSV file (RFC 4180, any delimiter) as its mapping says into a table that obeys a contract. It streams, so memory is that
/// of the table; it names every fault with its lines rather than stop at the first; and it guesses nothing: not the delimiter, the encoding
/// or the decimal mark. A file that cannot be used is an ordinary answer: a report with faults and no table.
/// </summary>
internal sealed class CsvTableReader(DataContract contract, DataMapping mapping)
{
    /// <summary>The most rows of one table.</summary>
    public const int MaximumRows = 20_000_000;

    private const int MaximumCellLength = 1 << 16;

    private readonly List<DataFault> _faults = [];
    private readonly List<DataFault> _notices = [];
    private readonly FieldFaults _fieldFaults = new(mapping);
    private readonly FaultTally _ragged = RowFaultWords.Ragged(mapping);
    private readonly FaultTally _quotes = RowFaultWords.Quotes(mapping);
    private int _columnCount;
    private long _rowCount, _blankLines, _line;
    private bool _isBadRow;
    private RowReader? _rows;

    /// <summary>Reads the mapping's source.</summary>
    /// <param name="contract">What the rows must obey.</param>
    /// <param name="mapping">Where they are.</param>
    /// <param name="splitSalt">The job's salt; see <see cref="TrainTestSplit"/>.</param>
    /// <param name="purpose">Whether the label is read, and whether ids are kept.</param>
    public static DataReading Read(DataContract contract, DataMapping mapping, string splitSalt, ReadPurpose purpose)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(mapping.SourcePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var reader = new CsvTableReader(contract, mapping);
            reader._faults.Add(DataFault.OfFile("FED-DATA-FILE", $"{mapping.ShownSource} cannot be read: {FileWords.Of(fault)}", $"{mapping.DocumentName}: set source: to the CSV file; a relative path begins beside {mapping.DocumentName}"));
            return reader.Finish(purpose);
        }
        return Read(contract, mapping, stream, splitSalt, purpose);
    }

    /// <summary>Reads a stream in place of the mapping's source, and closes it.</summary>
    public static DataReading Read(DataContract contract, DataMapping mapping, Stream stream, string splitSalt, ReadPurpose purpose)
    {
        var reader = new CsvTableReader(contract, mapping);
        try
        {
            reader.ReadRows(stream, splitSalt, purpose);
        }
        catch (SourceException refusal)
        {
            reader._faults.Add(refusal.Fault);
        }
        catch (IOException fault)
        {
            reader._faults.Add(DataFault.OfFile("FED-DATA-FILE", $"{mapping.ShownSource} could not be read to its end: {fault.Message}", "check the disk or the share, then try again"));
        }
        return reader.Finish(purpose);
    }

    private void ReadRows(Stream stream, string splitSalt, ReadPurpose purpose)
    {
        using var text = new SourceText(stream, mapping.Encoding, mapping.Delimiter);
        using var parser = new CsvParser(text, Configuration());
        if (!Advance(parser, text))
            throw new SourceException(DataFault.OfFile("FED-DATA-EMPTY", $"{mapping.ShownSource} is empty", "export a header line and at least one row"));
        _columnCount = parser.Count;
        if (_columnCount > SourceText.MaximumColumns)
            throw new SourceException(DataFault.OfFile("FED-DATA-COLUMNS", $"the header has more than {SourceText.MaximumColumns} columns", "export only the columns that the mapping names"));
        string[] header = [.. Enumerable.Range(0, _columnCount).Select(i => parser[i].Trim())];
        IReadOnlyList<FieldColumn> columns = new HeaderReader(contract, mapping, purpose).Read(header, _faults, _notices);
        if (columns.Count == 0)
            return;
        _rows = new RowReader(contract, columns, _fieldFaults, splitSalt, purpose);
        string[] cells = new string[columns.Count];
        while (Advance(parser, text))
            ReadRow(parser, columns, cells);
    }

    private CsvConfiguration Configuration() => new(CultureInfo.InvariantCulture)
    {
        Delimiter = mapping.Delimiter.ToString(),
        HasHeaderRecord = false,
        IgnoreBlankLines = false,
        DetectDelimiter = false,
        MaxFieldSize = MaximumCellLength,
        BufferSize = 1 << 16,
        ExceptionMessagesContainRawData = false,
        BadDataFound = _ => _isBadRow = true,
    };

    private bool Advance(CsvParser parser, SourceText text)
    {
        text.BeginRecord(parser.CharCount);
        _line = parser.RawRow + 1;
        _isBadRow = false;
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            throw new SourceException(DataFault.OfFile("FED-DATA-CELL", string.Create(CultureInfo.InvariantCulture, $"a cell of the row that begins in line {_line} is longer than {MaximumCellLength:N0} characters"), "a quote in this row is probably opened and never closed"));
        }
    }

    private void ReadRow(CsvParser parser, IReadOnlyList<FieldColumn> columns, string[] cells)
    {
        if (parser.Count == 1 && _columnCount > 1 && string.IsNullOrWhiteSpace(parser[0]) && !_isBadRow)
        {
            _blankLines++;
            return;
        }
        if (++_rowCount > MaximumRows)
            throw new SourceException(DataFault.OfFile("FED-DATA-ROWS", string.Create(CultureInfo.InvariantCulture, $"there are more than {MaximumRows:N0} rows"), "split the file, or keep the latest rows"));
        if (parser.Count != _columnCount)
        {
            _ragged.Count(_line, cell: null);
            return;
        }
        for (int i = 0; i < cells.Length; i++)
            cells[i] = parser[columns[i].Index];
        if (_isBadRow)
            _quotes.Count(_line, cell: null);
        else
            _rows!.Read(cells, _line);
    }

    private DataReading Finish(ReadPurpose purpose)
    {
        List<DataFault> ofRows = [.. new[] { _ragged, _quotes }.Where(tally => !tally.IsEmpty).Select(tally => tally.ToFault(_rowCount))];
        (mapping.Ragged == CellTreatment.DropRow ? _notices : _faults).AddRange(ofRows);
        _faults.AddRange(_fieldFaults.Fatal(_rowCount));
        _notices.AddRange(_fieldFaults.Mended(_rowCount));
        if (_blankLines > 0)
            _notices.Add(DataFault.OfFile("FED-DATA-BLANK", string.Create(CultureInfo.InvariantCulture, $"{_blankLines:N0} blank lines"), "They are not rows."));
        LocalTable? table = _rows?.Build();
        if (table is not null && _faults.Count == 0)
            CheckTable(table, purpose);
        var report = new DataReport(
            mapping.ShownSource, mapping.DocumentName, new HeaderReader(contract, mapping, purpose).Fields.Count, _columnCount, _rowCount, table?.RowCount ?? 0, _faults, _notices);
        return report.IsUsable ? new DataReading(report, table, _rows!.Ids, _rows.Lines) : new DataReading(report, null, [], []);
    }

    private void CheckTable(LocalTable table, ReadPurpose purpose)
    {
        if (table.RowCount == 0)
        {
            _faults.Add(_rowCount == 0
                ? DataFault.OfFile("FED-DATA-ROWS", $"{mapping.ShownSource} has a header and no rows", "export at least one row below the header")
                : DataFault.OfFile("FED-DATA-ROWS", string.Create(CultureInfo.InvariantCulture, $"all {_rowCount:N0} rows were left out"), $"see the notices, and mend the data or the treatments in {mapping.DocumentName}"));
        }
        else if (purpose == ReadPurpose.Training && contract is { LabelKind: LabelKind.TwoClasses, Label: { } label } && (table.PositiveCount == 0 || table.NegativeCount == 0))
        {
            string which = table.PositiveCount == 0 ? "never" : "always";
            _faults.Add(DataFault.OfFile(
                "FED-DATA-LABEL",
                string.Create(CultureInfo.InvariantCulture, $"{label.Name} is {which} '{Shown.Of(label.Positive)}' in {table.RowCount:N0} rows, so there is only one class to learn"),
                "export customers of both kinds, or check which column the mapping takes the label from",
                label.Name));
        }
    }
}

using System.Globalization;
using Federated.ClientNode.Data.Sources;
using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>
/// Reads a node's rows once, as its mapping says, into tables that obey a contract. It streams: memory is that of a batch. It names every fault with its
/// lines rather than stop at the first, and it guesses nothing: not the delimiter, the encoding or the decimal mark. A source that cannot be used is an
/// ordinary answer: a report with faults.
/// </summary>
internal sealed class TablePass : IDisposable
{
    /// <summary>The most rows of one source.</summary>
    public const int MaximumRows = 20_000_000;

    private readonly DataContract _contract;
    private readonly DataMapping _mapping;
    private readonly RowSource _source;
    private readonly ReadPurpose _purpose;
    private readonly List<DataFault> _faults = [];
    private readonly List<DataFault> _notices = [];
    private readonly FieldFaults _fieldFaults;
    private readonly FaultTally _ragged, _quotes;
    private readonly DuplicateRows _duplicates;
    private readonly HeaderReader _headerReader;
    private IReadOnlyList<FieldColumn> _columns = [];
    private Cell[] _cells = [];
    private RowCursor? _cursor;
    private RowReader? _rows;
    private DataReport? _report;
    private int _columnCount;
    private long _rowCount, _usedRows, _positives;

    /// <summary>Opens the source; a source that cannot be opened is a fault of the report.</summary>
    /// <param name="contract">What the rows must obey.</param>
    /// <param name="mapping">How the fields are found.</param>
    /// <param name="source">Where the rows are.</param>
    /// <param name="splitSalt">The job's salt; see <see cref="TrainTestSplit"/>.</param>
    /// <param name="purpose">Whether the label is read, and whether ids are kept.</param>
    /// <param name="isRepeat">Whether the same source was read without a fault before.</param>
    public TablePass(DataContract contract, DataMapping mapping, RowSource source, string splitSalt, ReadPurpose purpose, bool isRepeat = false)
    {
        _contract = contract;
        _mapping = mapping;
        _source = source;
        _purpose = purpose;
        _fieldFaults = new FieldFaults(mapping);
        _ragged = RowFaultWords.Ragged(mapping);
        _quotes = RowFaultWords.Quotes(mapping);
        _duplicates = new DuplicateRows(contract, mapping, isRepeat);
        _headerReader = new HeaderReader(contract, mapping, source.Title, purpose);
        Guarded(() =>
        {
            _cursor = source.Open();
            _columnCount = _cursor.Header.Count;
            _columns = _headerReader.Read(_cursor.Header, _faults, _notices);
            _cells = new Cell[_columns.Count];
            if (_columns.Count > 0)
                _rows = new RowReader(contract, _columns, _fieldFaults, _duplicates, splitSalt, purpose, mapping.KnownLabels);
            return true;
        });
    }

    /// <summary>The next rows.</summary>
    /// <param name="maximumRows">The most rows of the batch, at least 1.</param>
    /// <returns>Null at the end. While there are faults the rows are checked, but must not be used.</returns>
    public TableBatch? Read(int maximumRows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumRows, 1);
        if (_rows is null)
            return null;
        while (_rows.RowCount < maximumRows && Guarded(ReadRow))
        {
        }
        if (_rows.RowCount == 0)
            return null;
        var batch = _rows.Take();
        _usedRows += batch.Table.RowCount;
        _positives += batch.Table.PositiveCount;
        return batch;
    }

    /// <summary>Whether something was found already for which the rows must not be used.</summary>
    public bool HasFaults => _faults.Count > 0 || _fieldFaults.AreFatal || _duplicates.Fatal(0) is not null || (_mapping.Ragged != CellTreatment.DropRow && !(_ragged.IsEmpty && _quotes.IsEmpty));

    /// <summary>What was found, once <see cref="Read"/> has returned null.</summary>
    public DataReport Report => _report ??= Finish();

    public void Dispose() => _cursor?.Dispose();

    private bool Guarded(Func<bool> step)
    {
        try
        {
            return step();
        }
        catch (SourceException refusal)
        {
            _faults.Add(refusal.Fault);
        }
        catch (IOException fault)
        {
            _faults.Add(DataFault.OfFile("FED-DATA-FILE", $"{_source.Title} could not be read to its end: {fault.Message}", "check the disk or the share, then try again"));
        }
        return false;
    }

    private bool ReadRow()
    {
        var cursor = _cursor!;
        if (!cursor.Read())
            return false;
        if (++_rowCount > MaximumRows)
            throw new SourceException(DataFault.OfFile("FED-DATA-ROWS", string.Create(CultureInfo.InvariantCulture, $"there are more than {MaximumRows:N0} rows"), "split the source, or keep the latest rows"));
        if (cursor.State == RowState.Ragged)
        {
            _ragged.Count(cursor.Line, cell: null);
            return true;
        }
        for (int i = 0; i < _cells.Length; i++)
            _cells[i] = cursor[_columns[i].Index];
        if (cursor.State == RowState.BadQuote)
            _quotes.Count(cursor.Line, cell: null);
        else
            _rows!.Read(_cells, cursor.Line);
        return true;
    }

    private DataReport Finish()
    {
        List<DataFault> ofRows = [.. new[] { _ragged, _quotes }.Where(tally => !tally.IsEmpty).Select(tally => tally.ToFault(_rowCount))];
        (_mapping.Ragged == CellTreatment.DropRow ? _notices : _faults).AddRange(ofRows);
        _faults.AddRange(_fieldFaults.Fatal(_rowCount));
        _notices.AddRange(_fieldFaults.Mended(_rowCount));
        if (_duplicates.Fatal(_rowCount) is { } repeated)
            _faults.Add(repeated);
        if (_duplicates.Mended(_rowCount) is { } mended)
            _notices.Add(mended);
        if (_cursor is { } cursor)
        {
            _faults.AddRange(cursor.Faults);
            _notices.AddRange(cursor.Notices);
            if (cursor.BlankLines > 0)
                _notices.Add(DataFault.OfFile("FED-DATA-BLANK", string.Create(CultureInfo.InvariantCulture, $"{cursor.BlankLines:N0} blank lines"), "They are not rows."));
        }
        if (_rows is not null && _faults.Count == 0)
            CheckRows();
        return new DataReport(_source.Title, _mapping.DocumentName, _headerReader.Fields.Count, _columnCount, _rowCount, _usedRows, _faults, _notices) { LineWord = _source.LineWord };
    }

    private void CheckRows()
    {
        if (_usedRows == 0)
        {
            _faults.Add(_rowCount == 0
                ? DataFault.OfFile("FED-DATA-ROWS", $"{_source.Title} has a header and no rows", "export at least one row below the header")
                : DataFault.OfFile("FED-DATA-ROWS", string.Create(CultureInfo.InvariantCulture, $"all {_rowCount:N0} rows were left out"), $"see the notices, and mend the data or the treatments in {_mapping.DocumentName}"));
        }
        else if (_purpose == ReadPurpose.Training && _contract is { LabelKind: LabelKind.TwoClasses, Label: { } label } && (_positives == 0 || _positives == _usedRows))
        {
            string which = _positives == 0 ? "never" : "always";
            _faults.Add(DataFault.OfFile(
                "FED-DATA-LABEL",
                string.Create(CultureInfo.InvariantCulture, $"{label.Name} is {which} '{Shown.Of(label.Positive)}' in {_usedRows:N0} rows, so there is only one class to learn"),
                "export customers of both kinds, or check which column the mapping takes the label from",
                label.Name));
        }
    }
}

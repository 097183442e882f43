using Federated.ClientNode.Data.Sources;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>Turns rows of cells into rows of a table, counts every fault in them, and leaves out what cannot be used.</summary>
internal sealed class RowReader
{
    private readonly IReadOnlyList<FieldColumn> _columns;
    private readonly ReadPurpose _purpose;
    private readonly FieldFaults _faults;
    private readonly LocalTableBuilder _table;
    private readonly double[] _features;
    private readonly double[] _row;
    private readonly string?[] _texts;
    private readonly RowKey _key;
    private readonly string _positive;
    private readonly DuplicateRows _duplicates;
    private List<string> _ids = [];
    private List<long> _lines = [];
    private readonly bool _isComplete;
    private readonly Func<string, float?>? _knownLabels;
    private readonly int _idColumn;
    private string? _id;
    private float _label;

    /// <param name="contract">What the rows must obey.</param>
    /// <param name="columns">The columns that were found; when some are missing, cells are checked but no row is used.</param>
    /// <param name="faults">Where faults are counted.</param>
    /// <param name="duplicates">What says whether a row that stands twice is used.</param>
    /// <param name="splitSalt">The job's salt.</param>
    /// <param name="purpose">Why the rows are read.</param>
    /// <param name="knownLabels">See <see cref="DataMapping.KnownLabels"/>.</param>
    public RowReader(
        DataContract contract, IReadOnlyList<FieldColumn> columns, FieldFaults faults, DuplicateRows duplicates, string splitSalt, ReadPurpose purpose, Func<string, float?>? knownLabels)
    {
        _knownLabels = knownLabels;
        _idColumn = columns.ToList().FindIndex(column => column.Field.Role == FieldRole.Id);
        _columns = columns;
        _faults = faults;
        _duplicates = duplicates;
        _purpose = purpose;
        _table = new LocalTableBuilder(contract, hasLabels: purpose == ReadPurpose.Training);
        _features = new double[contract.Columns.Count];
        _row = new double[columns.Count];
        _texts = new string?[contract.Columns.Count];
        _key = new RowKey(contract, splitSalt);
        _positive = contract.Label?.Positive ?? "";
        _isComplete = contract.Columns.Count == columns.Count(column => column.Field.Role is FieldRole.Feature or FieldRole.Group or FieldRole.Item)
            && contract.Id is not null == columns.Any(column => column.Field.Role == FieldRole.Id)
            && (purpose == ReadPurpose.Training && contract.Label is not null) == columns.Any(column => column.Field.Role == FieldRole.Label);
    }

    /// <summary>Usable rows since the last batch.</summary>
    public int RowCount => _table.RowCount;

    /// <summary>The usable rows since the last batch.</summary>
    public TableBatch Take()
    {
        var batch = new TableBatch(_table.Build(), _ids, _lines);
        (_ids, _lines) = ([], []);
        return batch;
    }

    /// <summary>Reads one row. Each faulty cell is counted, also when another one has already condemned the row.</summary>
    /// <param name="cells">One cell a column.</param>
    /// <param name="line">Where the row begins in the source.</param>
    public void Read(ReadOnlySpan<Cell> cells, long line)
    {
        bool isUsable = _isComplete;
        int feature = 0;
        float? known = _knownLabels is not null && _idColumn >= 0 ? _knownLabels(cells[_idColumn].Text.Trim()) : null;
        for (int i = 0; i < _columns.Count; i++)
        {
            FieldColumn column = _columns[i];
            if (column.Field.Role == FieldRole.Label && known is { } outcome)
            {
                // What happened counts, whatever the cell says or lacks.
                _label = outcome;
                continue;
            }

            bool isCellUsable = column.Field.Role == FieldRole.Id ? ReadId(column, cells[i], line) : ReadValue(column, cells[i], line, out _row[i]);
            isUsable &= isCellUsable;
            if (!isUsable)
                continue;
            if (column.Field.Role == FieldRole.Label)
                _label = _positive.Length == 0 ? (float)_row[i] : column.Field.Values[(int)_row[i]] == _positive ? 1 : 0;
            else if (column.Field.Role is FieldRole.Feature or FieldRole.Group or FieldRole.Item)
            {
                _texts[feature] = column.Field.IsText && !column.IsMissing(cells[i]) ? cells[i].Text.Trim() : null;
                _features[feature++] = _row[i];
            }
        }
        if (isUsable)
            Add(line);
    }

    private bool ReadId(FieldColumn column, Cell cell, long line)
    {
        _id = cell.Text.Trim();
        return !column.IsMissing(cell) || Handle(column, CellFault.Missing, cell, line);
    }

    private bool ReadValue(FieldColumn column, Cell cell, long line, out double value)
    {
        CellFault fault = column.Read(cell, out value);
        if (fault == CellFault.None)
            return true;
        if (!Handle(column, fault, cell, line))
            return false;
        value = column.TreatmentOf(fault) == CellTreatment.Clamp ? Math.Clamp(value, column.Field.Minimum, column.Field.Maximum) : column.Empty;
        return true;
    }

    /// <summary>Counts the fault where there is one, and says whether the row may still be used.</summary>
    private bool Handle(FieldColumn column, CellFault fault, Cell cell, long line)
    {
        if (fault == CellFault.Missing && !column.Field.Required)
            return true;
        CellTreatment treatment = column.TreatmentOf(fault);
        _faults.Count(column, fault, treatment, line, cell);
        return treatment is CellTreatment.Empty or CellTreatment.Clamp;
    }

    private void Add(long line)
    {
        ulong key = _id is null ? _key.OfRow(_row, _texts) : _key.OfId(_id);
        if (!_duplicates.Accept(key, line))
            return;
        _table.Add(_features, _label, key, _texts);
        if (_purpose != ReadPurpose.Scoring)
            return;
        _lines.Add(line);
        if (_id is not null)
            _ids.Add(_id);
    }
}

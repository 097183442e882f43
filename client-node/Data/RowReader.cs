using System.Runtime.InteropServices;
using System.Text;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>Turns rows of cells into rows of a table, counts every fault in them, and leaves out what cannot be used.</summary>
internal sealed class RowReader
{
    private readonly IReadOnlyList<FieldColumn> _columns;
    private readonly ReadPurpose _purpose;
    private readonly string _splitSalt;
    private readonly FieldFaults _faults;
    private readonly LocalTableBuilder _table;
    private readonly double[] _features;
    private readonly double[] _row;
    private readonly string _positive;
    private readonly List<string> _ids = [];
    private readonly List<long> _lines = [];
    private readonly bool _isComplete;
    private string? _id;
    private float _label;

    /// <param name="contract">What the rows must obey.</param>
    /// <param name="columns">The columns that were found; when some are missing, cells are checked but no row is used.</param>
    /// <param name="faults">Where faults are counted.</param>
    /// <param name="splitSalt">The job's salt.</param>
    /// <param name="purpose">Why the rows are read.</param>
    public RowReader(DataContract contract, IReadOnlyList<FieldColumn> columns, FieldFaults faults, string splitSalt, ReadPurpose purpose)
    {
        _columns = columns;
        _faults = faults;
        _splitSalt = splitSalt;
        _purpose = purpose;
        _table = new LocalTableBuilder(contract, hasLabels: purpose == ReadPurpose.Training);
        _features = new double[contract.Columns.Count];
        _row = new double[columns.Count];
        _positive = contract.Label?.Positive ?? "";
        _isComplete = contract.Columns.Count == columns.Count(column => column.Field.Role is FieldRole.Feature or FieldRole.Group)
            && contract.Id is not null == columns.Any(column => column.Field.Role == FieldRole.Id)
            && (purpose == ReadPurpose.Training && contract.Label is not null) == columns.Any(column => column.Field.Role == FieldRole.Label);
    }

    public IReadOnlyList<string> Ids => _ids;

    public IReadOnlyList<long> Lines => _lines;

    public int RowCount => _table.RowCount;

    public LocalTable Build() => _table.Build();

    /// <summary>Reads one row. Each faulty cell is counted, also when another one has already condemned the row.</summary>
    /// <param name="cells">One cell a column.</param>
    /// <param name="line">Where the row begins in the file.</param>
    public void Read(ReadOnlySpan<string> cells, long line)
    {
        bool isUsable = _isComplete;
        int feature = 0;
        for (int i = 0; i < _columns.Count; i++)
        {
            FieldColumn column = _columns[i];
            bool isCellUsable = column.Field.Role == FieldRole.Id ? ReadId(column, cells[i], line) : ReadValue(column, cells[i], line, out _row[i]);
            isUsable &= isCellUsable;
            if (!isUsable)
                continue;
            if (column.Field.Role == FieldRole.Label)
                _label = _positive.Length == 0 ? (float)_row[i] : column.Field.Values[(int)_row[i]] == _positive ? 1 : 0;
            else if (column.Field.Role is FieldRole.Feature or FieldRole.Group)
                _features[feature++] = _row[i];
        }
        if (isUsable)
            Add(line);
    }

    private bool ReadId(FieldColumn column, string cell, long line)
    {
        _id = cell.Trim();
        return !column.IsMissing(_id) || Handle(column, CellFault.Missing, cell, line);
    }

    private bool ReadValue(FieldColumn column, string cell, long line, out double value)
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
    private bool Handle(FieldColumn column, CellFault fault, string cell, long line)
    {
        if (fault == CellFault.Missing && !column.Field.Required)
            return true;
        CellTreatment treatment = column.TreatmentOf(fault);
        _faults.Count(column, fault, treatment, line, cell);
        return treatment is CellTreatment.Empty or CellTreatment.Clamp;
    }

    private void Add(long line)
    {
        ulong key = _id is null
            ? TrainTestSplit.KeyOfRow(_splitSalt, MemoryMarshal.AsBytes(_row.AsSpan()))
            : TrainTestSplit.KeyOfId(_splitSalt, Encoding.UTF8.GetBytes(_id));
        _table.Add(_features, _label, key);
        if (_purpose != ReadPurpose.Scoring)
            return;
        _lines.Add(line);
        if (_id is not null)
            _ids.Add(_id);
    }
}

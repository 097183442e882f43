using Federated.ClientNode.Data.Sources;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>One field of a contract, tied to one column of a file: turns its cells into values.</summary>
internal sealed class FieldColumn
{
    private const double ExactIntegers = 9007199254740992;

    private static readonly Dictionary<string, int> Truths = new[] { "false", "no", "n", "f", "0" }.Select(word => (word, at: 0))
        .Concat(new[] { "true", "yes", "y", "t", "1" }.Select(word => (word, at: 1)))
        .ToDictionary(each => each.word, each => each.at, StringComparer.OrdinalIgnoreCase);

    private readonly DataMapping _mapping;
    private readonly ColumnMapping _column;
    private readonly Dictionary<string, int> _values;
    private readonly HashSet<double> _missingNumbers = [];

    public FieldColumn(ContractField field, DataMapping mapping, int index)
    {
        Field = field;
        Index = index;
        _mapping = mapping;
        _column = mapping.Of(field.Name);
        _values = field.Type == FieldType.Boolean ? Truths : field.Values.Select((value, at) => (value, at)).ToDictionary(each => each.value, each => each.at, StringComparer.Ordinal);
        if (_column.Codes is { } codes)
            _values = codes.Where(code => _values.ContainsKey(code.Value)).ToDictionary(code => code.Key, code => _values[code.Value], StringComparer.Ordinal);
        foreach (string word in mapping.Missing)
        {
            if (CellWords.TryNumber(word, mapping.DecimalMark, out double number))
                _missingNumbers.Add(number);
        }
    }

    public ContractField Field { get; }

    /// <summary>Position in a row, from 0.</summary>
    public int Index { get; }

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">As in the source.</param>
    /// <param name="value">The number, the day or the index of the value, NaN for a text; NaN or −1 after a fault, the number itself when it is out of range.</param>
    public CellFault Read(Cell cell, out double value)
    {
        value = Empty;
        if (IsMissing(cell))
            return CellFault.Missing;
        if (_column.Part is { } part)
        {
            DateFormat format = _column.DateFormat ?? _mapping.DateFormat;
            if (!IsDate(cell) || !(part == MomentPart.Hour ? format.TryReadMoment(cell, out DateTime moment) : format.TryRead(cell, out moment)))
                return CellFault.Type;
            cell = Cell.Of((long)(part == MomentPart.Hour ? moment.Hour : moment.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)moment.DayOfWeek));
        }

        if (Field.IsText)
            return CellFault.None;
        if (Field.Type == FieldType.Date)
            return ReadDate(cell, ref value);
        if (Field.IsNumeric)
            return ReadNumber(cell, ref value);
        if (!_values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell.Text.AsSpan().Trim(), out int at))
            return Field.Type == FieldType.Boolean ? CellFault.Type : CellFault.Undeclared;
        value = at;
        return CellFault.None;
    }

    /// <summary>What stands for a missing value.</summary>
    public double Empty => Field.IsCategorical ? -1 : double.NaN;

    /// <summary>Whether a cell means nothing. A word for missing values that is a number also stands for that number of a database.</summary>
    public bool IsMissing(Cell cell) => cell.Kind switch
    {
        CellKind.Missing => true,
        CellKind.Text => CellWords.IsMissing(cell.Text.AsSpan().Trim(), _mapping),
        _ => _mapping.Missing.Count > 0 && (_missingNumbers.Contains(cell.Number) || CellWords.IsMissing(cell.Text, _mapping)),
    };

    /// <summary>What the mapping says about such a fault. A required field cannot be emptied.</summary>
    public CellTreatment TreatmentOf(CellFault fault)
    {
        if (fault == CellFault.Missing && !Field.Required)
            return CellTreatment.Empty;
        // What is not in the catalogue stays with the partner: the row is there, its item is none of the joint ones.
        if (fault == CellFault.Undeclared && Field.Role == FieldRole.Item)
            return _column.Invalid == CellTreatment.DropRow ? CellTreatment.DropRow : CellTreatment.Empty;
        CellTreatment treatment = fault == CellFault.OutOfRange ? _column.OutOfRange : _column.Invalid;
        return treatment == CellTreatment.Empty && Field.Required ? CellTreatment.Error : treatment;
    }

    private static bool IsDate(Cell cell) => cell.Kind is CellKind.Text or CellKind.Date or CellKind.WholeNumber;

    private CellFault ReadDate(Cell cell, ref double value)
    {
        if (!IsDate(cell) || !(_column.DateFormat ?? _mapping.DateFormat).TryRead(cell, out DateTime date))
            return CellFault.Type;
        value = Days.Of(DateOnly.FromDateTime(date));
        return value < Field.Minimum || value > Field.Maximum ? CellFault.OutOfRange : CellFault.None;
    }

    private CellFault ReadNumber(Cell cell, ref double value)
    {
        double number = cell.Number;
        if (cell.Kind == CellKind.Text)
        {
            ReadOnlySpan<char> text = cell.Text.AsSpan().Trim();
            if (!CellWords.TryNumber(text, _mapping.DecimalMark, out number))
                return CellWords.IsInfinityOrNaN(text) ? CellFault.NotFinite : CellFault.Type;
        }
        else if (cell.Kind == CellKind.Date)
        {
            return CellFault.Type;
        }
        if (!double.IsFinite(number))
            return CellFault.NotFinite;
        if (Field.Type == FieldType.WholeNumber && (!double.IsInteger(number) || Math.Abs(number) > ExactIntegers))
            return CellFault.Type;
        value = number + 0.0;
        return number < Field.Minimum || number > Field.Maximum ? CellFault.OutOfRange : CellFault.None;
    }
}

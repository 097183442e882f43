using System.Globalization;
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

    public FieldColumn(ContractField field, DataMapping mapping, int index)
    {
        Field = field;
        Index = index;
        _mapping = mapping;
        _column = mapping.Of(field.Name);
        _values = field.Type == FieldType.Boolean ? Truths : field.Values.Select((value, at) => (value, at)).ToDictionary(each => each.value, each => each.at, StringComparer.Ordinal);
    }

    public ContractField Field { get; }

    /// <summary>Position in a row, from 0.</summary>
    public int Index { get; }

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">As in the file.</param>
    /// <param name="value">The number, or the index of the value; NaN or −1 after a fault, the number itself when it is out of range.</param>
    public CellFault Read(string cell, out double value)
    {
        value = Empty;
        ReadOnlySpan<char> text = cell.AsSpan().Trim();
        if (IsMissing(text))
            return CellFault.Missing;
        if (Field.IsNumeric)
            return ReadNumber(text, ref value);
        if (!_values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out int at))
            return Field.Type == FieldType.Boolean ? CellFault.Type : CellFault.Undeclared;
        value = at;
        return CellFault.None;
    }

    /// <summary>What stands for a missing value.</summary>
    public double Empty => Field.IsNumeric ? double.NaN : -1;

    /// <summary>Whether a trimmed cell means nothing.</summary>
    public bool IsMissing(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return true;
        foreach (string word in _mapping.Missing)
        {
            if (text.SequenceEqual(word))
                return true;
        }
        return false;
    }

    /// <summary>What the mapping says about such a fault. A required field cannot be emptied.</summary>
    public CellTreatment TreatmentOf(CellFault fault)
    {
        if (fault == CellFault.Missing && !Field.Required)
            return CellTreatment.Empty;
        CellTreatment treatment = fault == CellFault.OutOfRange ? _column.OutOfRange : _column.Invalid;
        return treatment == CellTreatment.Empty && Field.Required ? CellTreatment.Error : treatment;
    }

    private CellFault ReadNumber(scoped ReadOnlySpan<char> text, ref double value)
    {
        Span<char> copy = stackalloc char[64];
        if (_mapping.DecimalMark == ',' && text.Contains(','))
        {
            if (text.Length > copy.Length || text.Contains('.'))
                return CellFault.Type;
            text.Replace(copy, ',', '.');
            text = copy[..text.Length];
        }
        else if (_mapping.DecimalMark == ',' && text.Contains('.'))
        {
            return CellFault.Type;
        }
        if (!double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number))
            return IsInfinityOrNaN(text) ? CellFault.NotFinite : CellFault.Type;
        if (!double.IsFinite(number))
            return CellFault.NotFinite;
        if (Field.Type == FieldType.WholeNumber && (!double.IsInteger(number) || Math.Abs(number) > ExactIntegers))
            return CellFault.Type;
        value = number + 0.0;
        return number < Field.Minimum || number > Field.Maximum ? CellFault.OutOfRange : CellFault.None;
    }

    private static bool IsInfinityOrNaN(ReadOnlySpan<char> text)
    {
        text = text.TrimStart("+-");
        return text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase)
            || text.Equals("nan", StringComparison.OrdinalIgnoreCase) || text is "∞";
    }
}

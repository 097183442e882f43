using System.Globalization;
using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>Code, rule and mend of each way in which a cell can break its contract, in the words of the person's own mapping.</summary>
internal static class FieldFaultWords
{
    /// <param name="field">The field.</param>
    /// <param name="mapping">The person's mapping.</param>
    /// <param name="fault">What is wrong.</param>
    /// <param name="treatment">What the mapping says about it.</param>
    /// <param name="cell">The first such cell, to choose the hint; it is not repeated.</param>
    public static FaultTally Tally(ContractField field, DataMapping mapping, CellFault fault, CellTreatment treatment, string cell)
    {
        string mend = treatment switch
        {
            CellTreatment.Empty when field.Role == FieldRole.Item => "What is not in the catalogue stays here: it is neither learnt nor recommended.",
            CellTreatment.DropRow => "Rows left out, as the mapping says.",
            CellTreatment.Empty => "Taken as missing, as the mapping says.",
            CellTreatment.Clamp => "Set to the nearest bound, as the mapping says.",
            _ => Mend(field, mapping, fault, cell),
        };
        return new FaultTally(CodeOf(fault), field.Name, Rule(field, mapping, fault), mend);
    }

    private static string CodeOf(CellFault fault) => fault switch
    {
        CellFault.Missing => "FED-DATA-MISSING",
        CellFault.Type => "FED-DATA-TYPE",
        CellFault.NotFinite => "FED-DATA-NOT-FINITE",
        CellFault.OutOfRange => "FED-DATA-RANGE",
        CellFault.Undeclared => "FED-DATA-VALUE",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault."),
    };

    private static string Rule(ContractField field, DataMapping mapping, CellFault fault) => fault switch
    {
        CellFault.Missing => $"{field.Name} is required",
        CellFault.Type when mapping.Of(field.Name).Part == MomentPart.Hour => $"{field.Name} must come from a date with a time of day (2026-01-31T13:05, or as date_format: says)",
        CellFault.Type when mapping.Of(field.Name).Part is not null => $"{field.Name} must come from a date ({(mapping.Of(field.Name).DateFormat ?? mapping.DateFormat).Example})",
        CellFault.Type when field.Type == FieldType.Boolean => $"{field.Name} must be true or false (yes/no, y/n, t/f, 1/0)",
        CellFault.Type when field.Type == FieldType.Date => $"{field.Name} must be a date ({(mapping.Of(field.Name).DateFormat ?? mapping.DateFormat).Example})",
        CellFault.OutOfRange when field.Type == FieldType.Date => $"{field.Name} must lie in {Days.Format(field.Minimum)} … {Days.Format(field.Maximum)}",
        CellFault.Type when field.Type == FieldType.WholeNumber => $"{field.Name} must be a whole number",
        CellFault.Type => $"{field.Name} must be a number",
        CellFault.NotFinite => $"{field.Name} must be finite, not NaN or infinite",
        CellFault.OutOfRange => string.Create(CultureInfo.InvariantCulture, $"{field.Name} must lie in {field.Minimum} … {field.Maximum}"),
        CellFault.Undeclared when field.Role == FieldRole.Item => $"{field.Name} must be one of the job's {field.Values.Count} items to be learnt",
        _ => $"{field.Name} must be one of {DeclaredValues(field)}",
    };

    private static string DeclaredValues(ContractField field) => field.Values.Count <= 4
        ? string.Join(", ", field.Values.Select(value => Shown.Of(value)))
        : $"its {field.Values.Count} declared values ({string.Join(", ", field.Values.Take(3).Select(value => Shown.Of(value)))}, …)";

    private static string Mend(ContractField field, DataMapping mapping, CellFault fault, string cell)
    {
        char otherMark = mapping.DecimalMark == '.' ? ',' : '.';
        string column = Shown.Of(mapping.ColumnOf(field.Name));
        string choices = field.Required ? "drop_row" : "empty | drop_row";
        string key = fault == CellFault.OutOfRange ? $"out_of_range: clamp | {choices}" : $"invalid: {choices}";
        string hint = fault switch
        {
            CellFault.Type when field.Type == FieldType.Date => ", or set date_format: there, such as dd.MM.yyyy",
            CellFault.Type when field.IsNumeric && cell.Contains(otherMark) => $", or set decimal: '{otherMark}' if that is how the file writes fractions",
            CellFault.NotFinite => ", or add the word to missing: […]",
            CellFault.Undeclared => ", or ask for the value to be added to the contract",
            _ => "",
        };
        return $"{mapping.DocumentName}, under columns: {field.Name}: {{ column: {column}, {key} }}{hint}";
    }
}

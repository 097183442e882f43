using System.Globalization;
using System.Text;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>PostgreSQL: everything is its own SQL, by the types that it says the query's columns have.</summary>
/// <param name="types">The type of each column of the query, as the database names it.</param>
internal sealed class PostgresDialect(IReadOnlyList<string> types) : SqlDialect
{
    public override string Fence => "OFFSET 0";

    public override string Number(double value) => value switch
    {
        double.PositiveInfinity => "CAST('Infinity' AS float8)",
        double.NegativeInfinity => "CAST('-Infinity' AS float8)",
        _ => string.Create(CultureInfo.InvariantCulture, $"CAST('{value:R}' AS float8)"),
    };

    public override string Single(string number) => $"CAST(CAST({number} AS real) AS float8)";

    public override string Round(string number) => $"round({number})";

    public override string Least(string first, string second) => $"LEAST({first}, {second})";

    public override string Greatest(string first, string second) => $"GREATEST({first}, {second})";

    public override string Logarithm(string number) => $"ln({number})";

    public override string Exponential(string number) => $"exp({number})";

    public override string Root(string number) => $"sqrt({number})";

    public override string Month(string day) => $"EXTRACT(MONTH FROM DATE '1970-01-01' + CAST({day} AS integer))";

    public override string Whole(string number) => $"CAST(trunc({number}) AS bigint)";

    public override (string Value, string Fault) Cell(FieldColumn column, DataMapping mapping, string raw)
    {
        var cell = new PostgresCell(types[column.Index], raw, mapping, column.Field.Name);
        return column.Field.Type switch
        {
            FieldType.Number or FieldType.WholeNumber => Numeric(cell, column.Field),
            FieldType.Date => Day(cell, column.Field),
            FieldType.Boolean => Truth(cell),
            FieldType.Category => Category(cell, column.Field),
            _ => throw Refusal($"{column.Field.Name} is a text, which sums are not made of", "read the rows instead"),
        };
    }

    public override string Identity(FieldColumn column, DataMapping mapping, string raw)
    {
        var cell = new PostgresCell(types[column.Index], raw, mapping, column.Field.Name);
        return $"CASE WHEN {cell.IsMissing} THEN NULL ELSE {cell.Characters} END";
    }

    public override string Hash(string id, string salt) => $"sha256(decode('{Convert.ToHexString(SplitHash.PrefixOfId(salt))}', 'hex') || convert_to({id}, 'UTF8'))";

    // The first 53 of 64 bits.
    public override string Fraction(string hash) => $"(CAST(({Bytes(hash, 0, 7)}) >> 3 AS float8) * {Number(1.0 / (1UL << 53))})";

    // Modulo 2³¹ − 2, 2³² is 4.
    public override string Key(string hash) => $"((({Bytes(hash, 0, 4)}) * 4 + {Bytes(hash, 4, 4)}) % 2147483646)";

    private static string Bytes(string hash, int first, int count) =>
        string.Join(" + ", Enumerable.Range(0, count).Select(at => Invariant($"(CAST(get_byte({hash}, {first + at}) AS bigint) << {8 * (count - 1 - at)})")));

    private (string Value, string Fault) Numeric(PostgresCell cell, ContractField field)
    {
        var number = cell.Number;
        List<string> faults = [$"WHEN {cell.IsMissing} THEN {(int)CellFault.Missing}", .. cell.NumberFaults];
        if (field.Type == FieldType.WholeNumber)
            faults.Add($"WHEN {number} <> trunc({number}) OR abs({number}) > {Number(9007199254740992)} THEN {(int)CellFault.Type}");
        faults.Add($"WHEN {number} < {Number(field.Minimum)} OR {number} > {Number(field.Maximum)} THEN {(int)CellFault.OutOfRange}");
        return WithFaults(faults, number);
    }

    private (string Value, string Fault) Day(PostgresCell cell, ContractField field)
    {
        var day = cell.Day;
        return WithFaults(
            [$"WHEN {cell.IsMissing} THEN {(int)CellFault.Missing}", $"WHEN {day} < {Number(field.Minimum)} OR {day} > {Number(field.Maximum)} THEN {(int)CellFault.OutOfRange}"], day);
    }

    private static (string Value, string Fault) Truth(PostgresCell cell)
    {
        var value = $"CASE WHEN lower({cell.Characters}) IN ('true', 'yes', 'y', 't', '1') THEN 1 WHEN lower({cell.Characters}) IN ('false', 'no', 'n', 'f', '0') THEN 0 END";
        return WithFaults([$"WHEN {cell.IsMissing} THEN {(int)CellFault.Missing}", $"WHEN ({value}) IS NULL THEN {(int)CellFault.Type}"], value);
    }

    private static (string Value, string Fault) Category(PostgresCell cell, ContractField field)
    {
        var value = $"CASE {cell.Characters} {string.Join(' ', field.Values.Select((each, at) => Invariant($"WHEN {Text(each)} THEN {at}")))} END";
        return WithFaults([$"WHEN {cell.IsMissing} THEN {(int)CellFault.Missing}", $"WHEN ({value}) IS NULL THEN {(int)CellFault.Undeclared}"], value);
    }

    // CASE comes first and its branches are not computed before: a cell that is no number never meets a cast to one.
    private static (string Value, string Fault) WithFaults(List<string> faults, string value)
    {
        var fault = $"CASE {string.Join(' ', faults)} ELSE 0 END";
        return ($"CASE WHEN ({fault}) IN (0, {(int)CellFault.OutOfRange}) THEN CAST(({value}) AS float8) END", fault);
    }

    /// <summary>A text in quotes.</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder("E'");
        foreach (var each in text.EnumerateRunes())
            escaped.Append(each.Value is >= ' ' and <= '~' and not '\'' and not '\\' ? each.ToString() : Invariant($"\\U{each.Value:X8}"));
        return escaped.Append('\'').ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>What can be said of a column of PostgreSQL, by its type: its number, its day, its characters. The same as a cell that is read of it would have.</summary>
internal sealed partial class PostgresCell
{
    private const string NumberPattern = @"'^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$'";
    private static readonly string Spaces = PostgresDialect.Text(string.Concat(Enumerable.Range(0, 0x10000).Select(each => (char)each).Where(char.IsWhiteSpace)));

    private readonly string _raw;
    private readonly string _type;
    private readonly string _field;
    private readonly DataMapping _mapping;

    public PostgresCell(string type, string raw, DataMapping mapping, string field)
    {
        var bare = Parentheses().Replace(type, "");
        _type = bare;
        _raw = raw;
        _mapping = mapping;
        _field = field;
        IsText = bare is "text" or "character varying" or "character" or "name" or "citext" or "varchar" or "bpchar";
        IsWhole = bare is "smallint" or "integer" or "bigint";
        IsReal = bare is "real" or "double precision";
    }

    private bool IsText { get; }

    private bool IsWhole { get; }

    private bool IsReal { get; }

    private bool HasCharacters => IsWhole || _type is "numeric" or "boolean" or "uuid" or "date";

    private bool IsTyped => IsWhole || IsReal || _type is "numeric" or "boolean";

    /// <summary>Whether the cell means nothing.</summary>
    public string IsMissing
    {
        get
        {
            var missing = $"{_raw} IS NULL";
            if (IsText)
                return $"({missing} OR {Trimmed} IN ({string.Join(", ", _mapping.Missing.Prepend("").Select(PostgresDialect.Text))}))";
            if (_mapping.Missing.Count == 0)
                return missing;
            string[] numbers = [.. IsTyped && _type != "boolean" ? _mapping.Missing.Select(Parsed).OfType<double>().Where(double.IsFinite).Select(each => each.ToString("R", CultureInfo.InvariantCulture)) : []];
            if (numbers.Length > 0)
                missing += $" OR CAST({_raw} AS float8) IN ({string.Join(", ", numbers.Select(each => $"CAST('{each}' AS float8)"))})";
            return HasCharacters ? $"({missing} OR {Characters} IN ({string.Join(", ", _mapping.Missing.Select(PostgresDialect.Text))}))" : $"({missing})";
        }
    }

    /// <summary>The number; to be computed only where there is one.</summary>
    public string Number => IsText ? $"CAST({Pointed} AS float8)" : _type == "boolean" ? $"CASE WHEN {_raw} THEN 1 ELSE 0 END" : $"CAST({_raw} AS float8)";

    /// <summary>WHEN clauses for cells that hold no finite number.</summary>
    public IEnumerable<string> NumberFaults
    {
        get
        {
            if (IsText)
            {
                yield return $"WHEN lower(ltrim({Trimmed}, '+-')) IN ('inf', 'infinity', 'nan', {PostgresDialect.Text("∞")}) THEN {(int)CellFault.NotFinite}";
                if (_mapping.DecimalMark == ',')
                    yield return $"WHEN position('.' in {Trimmed}) > 0 THEN {(int)CellFault.Type}";
                yield return $"WHEN {Pointed} !~ {NumberPattern} THEN {(int)CellFault.Type}";
            }
            else if (IsReal || _type == "numeric")
            {
                yield return $"WHEN {_raw} IN ('NaN', 'Infinity', '-Infinity') THEN {(int)CellFault.NotFinite}";
            }
            else if (!IsTyped)
            {
                yield return $"WHEN {_raw} IS NOT NULL THEN {(int)CellFault.Type}";
            }
        }
    }

    /// <summary>The day since 1970-01-01.</summary>
    public string Day => _type switch
    {
        "date" => $"CAST({_raw} - DATE '1970-01-01' AS float8)",
        "timestamp without time zone" => $"CAST(CAST({_raw} AS date) - DATE '1970-01-01' AS float8)",
        "timestamp with time zone" => $"CAST(CAST({_raw} AT TIME ZONE 'UTC' AS date) - DATE '1970-01-01' AS float8)",
        _ => throw SqlDialect.Refusal($"{_field} is a date, and its column is of type {_type}", "cast it in the query: CAST(… AS date)"),
    };

    /// <summary>The trimmed characters.</summary>
    public string Characters => IsText ? Trimmed : HasCharacters
        ? $"CAST({_raw} AS text)"
        : throw SqlDialect.Refusal($"{_field} is compared as characters, and its column is of type {_type}", "cast it in the query: CAST(… AS text)");

    private string Trimmed => $"btrim(CAST({_raw} AS text), {Spaces})";

    private string Pointed => _mapping.DecimalMark == ',' ? $"replace({Trimmed}, ',', '.')" : Trimmed;

    private double? Parsed(string word) => CellWords.TryNumber(word, _mapping.DecimalMark, out var number) ? number : null;

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Parentheses();
}

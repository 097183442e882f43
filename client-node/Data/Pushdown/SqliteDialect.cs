using System.Data.Common;
using System.Globalization;
using System.Text;
using Federated.ClientNode.Data.Sources;
using Federated.ClientNode.Data.Sql;
using Federated.Tasks.Schema;
using Microsoft.Data.Sqlite;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>
/// SQLite, which runs inside this process: cells are read by functions that it calls, the same that read the cells of a file, so that a cell means the same.
/// The sums themselves are its own aggregates.
/// </summary>
internal sealed class SqliteDialect : SqlDialect
{
    private readonly List<FieldColumn> _columns = [];
    private string _salt = "";

    public override string Fence => "LIMIT -1 OFFSET 0";

    public override string Number(double value) => double.IsFinite(value)
        ? string.Create(CultureInfo.InvariantCulture, $"fed_bits({BitConverter.DoubleToInt64Bits(value)})")
        : value > 0 ? "9e999" : "-9e999";

    public override string Single(string number) => $"fed_single({number})";

    public override string Round(string number) => $"fed_round({number})";

    public override string Least(string first, string second) => $"min({first}, {second})";

    public override string Greatest(string first, string second) => $"max({first}, {second})";

    public override string Logarithm(string number) => $"fed_ln({number})";

    public override string Exponential(string number) => $"fed_exp({number})";

    public override string Root(string number) => $"fed_sqrt({number})";

    public override string Month(string day) => $"CAST(strftime('%m', {day} * 86400, 'unixepoch') AS INTEGER)";

    public override string Whole(string number) => $"CAST({number} AS INTEGER)";

    public override (string Value, string Fault) Cell(FieldColumn column, DataMapping mapping, string raw)
    {
        var at = _columns.Count;
        _columns.Add(column);
        return (string.Create(CultureInfo.InvariantCulture, $"fed_value({at}, {raw})"), string.Create(CultureInfo.InvariantCulture, $"fed_fault({at}, {raw})"));
    }

    public override string Identity(FieldColumn column, DataMapping mapping, string raw)
    {
        var at = _columns.Count;
        _columns.Add(column);
        return string.Create(CultureInfo.InvariantCulture, $"fed_id({at}, {raw})");
    }

    public override string Hash(string id, string salt)
    {
        _salt = salt;
        return $"fed_hash({id})";
    }

    public override string Fraction(string hash) => $"fed_fraction({hash})";

    public override string Key(string hash) => $"fed_key({hash})";

    public override void Prepare(DbConnection connection)
    {
        var sqlite = (SqliteConnection)connection;
        sqlite.CreateFunction<long, double>("fed_bits", BitConverter.Int64BitsToDouble, isDeterministic: true);
        sqlite.CreateFunction<double?, double?>("fed_single", value => (float?)value, isDeterministic: true);
        sqlite.CreateFunction<double?, double?>("fed_round", value => value is { } number ? Math.Round(number) : null, isDeterministic: true);
        sqlite.CreateFunction<double?, double?>("fed_ln", value => value is { } number ? Math.Log(number) : null, isDeterministic: true);
        sqlite.CreateFunction<double?, double?>("fed_exp", value => value is { } number ? Math.Exp(number) : null, isDeterministic: true);
        sqlite.CreateFunction<double?, double?>("fed_sqrt", value => value is { } number ? Math.Sqrt(number) : null, isDeterministic: true);
        sqlite.CreateFunction("fed_value", arguments => Value(arguments), isDeterministic: true);
        sqlite.CreateFunction("fed_fault", arguments => (long)_columns[Convert.ToInt32(arguments[0], CultureInfo.InvariantCulture)].Read(CellOf(arguments[1]), out _), isDeterministic: true);
        sqlite.CreateFunction("fed_id", Id, isDeterministic: true);
        sqlite.CreateFunction<string?, long?>("fed_hash", id => id is null ? null : (long)TrainTestSplit.KeyOfId(_salt, Encoding.UTF8.GetBytes(id)), isDeterministic: true);
        sqlite.CreateFunction<long?, double?>("fed_fraction", hash => hash is { } key ? ((ulong)key >> 11) * (1.0 / (1UL << 53)) : null, isDeterministic: true);
        sqlite.CreateFunction<long?, long?>("fed_key", hash => hash is { } key ? (long)((ulong)key % (int.MaxValue - 1)) : null, isDeterministic: true);
    }

    private double? Value(object?[] arguments)
    {
        _columns[Convert.ToInt32(arguments[0], CultureInfo.InvariantCulture)].Read(CellOf(arguments[1]), out var value);
        return double.IsNaN(value) || value == -1 && _columns[Convert.ToInt32(arguments[0], CultureInfo.InvariantCulture)].Field.IsCategorical ? null : value;
    }

    private string? Id(object?[] arguments)
    {
        var cell = CellOf(arguments[1]);
        return _columns[Convert.ToInt32(arguments[0], CultureInfo.InvariantCulture)].IsMissing(cell) ? null : cell.Text.Trim();
    }

    private static Cell CellOf(object? value) => SqlCells.Of(value ?? DBNull.Value);
}

using System.Data.Common;
using System.Globalization;
using Federated.ClientNode.Data.Sql;
using Federated.Computations;
using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>
/// A partner's rows where they are: in a database that is asked for sums and never for rows. The mapping's query becomes a subquery; around it stand the
/// checks of the contract, the treatment of bad cells that the mapping declares, and the customer's side of the split, all as SQL, so that a sum is that of
/// exactly the rows that would be read. What the database cannot say (texts, transactions, a mapping without id, <c>keep_first</c> where a customer does
/// repeat) is refused with <c>FED-DATA-PUSHDOWN</c>.
/// </summary>
internal sealed class PushedTable
{
    private readonly DataContract _contract;
    private readonly SqlRowSource _source;
    private readonly List<PushedField> _fields = [];
    private readonly string _cells;

    private PushedTable(DataContract contract, DataMapping mapping, SqlRowSource source, string salt)
    {
        _contract = contract;
        _source = source;
        if (contract.Id is null)
            throw SqlDialect.Refusal($"contract {contract.Name} has no id, by which a database could tell training customers from test customers", "give the contract an id, or read the rows instead");
        if (contract.Columns.FirstOrDefault(field => field.IsText) is { } text)
            throw SqlDialect.Refusal($"{text.Name} is a text, which sums are not made of", "read the rows instead");
        if (contract.Columns.FirstOrDefault(field => mapping.Of(field.Name).Part is not null) is { } part)
            throw SqlDialect.Refusal($"{part.Name} is a part of a date, which is taken of rows that are read", "select it in the query (EXTRACT(HOUR FROM …)), or read the rows instead");
        (IReadOnlyList<string> header, IReadOnlyList<string> types) = Describe();
        Dialect = source.Query.Provider switch
        {
            SqlDatabase.Sqlite => new SqliteDialect(),
            SqlDatabase.Postgres => new PostgresDialect(types),
            _ => throw SqlDialect.Refusal($"provider {Shown.Of(source.Query.Provider)} is not one whose SQL this program writes", "read the rows instead; sqlite and postgres can be pushed down to"),
        };
        _cells = Cells(Columns(header, mapping), mapping, salt);
    }

    /// <summary>How its database writes expressions.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>What the rows obey.</summary>
    public DataContract Contract => _contract;

    /// <summary>Checks the mapping's query in the database.</summary>
    /// <param name="contract">What the rows must obey.</param>
    /// <param name="mapping">Where they are: a source of SQL.</param>
    /// <param name="salt">The job's salt.</param>
    /// <param name="report">What was found: counts, each with the number of the first row concerned.</param>
    /// <returns>Null when the report has a fault.</returns>
    public static PushedTable? Open(DataContract contract, DataMapping mapping, string salt, out DataReport report)
    {
        try
        {
            if (mapping.SourceFor(contract) is not SqlRowSource source)
                throw SqlDialect.Refusal($"{mapping.SourceFor(contract).Title} is not a query of a database", "read the rows instead");
            var table = new PushedTable(contract, mapping, source, salt);
            report = new PushedCheck(table, mapping).Run();
            return report.IsUsable ? table : null;
        }
        catch (SourceException refusal)
        {
            report = new DataReport(mapping.SourceFor(contract).Title, mapping.DocumentName, contract.Fields.Count, 0, 0, 0, [refusal.Fault], []) { LineWord = "row" };
            return null;
        }
    }

    /// <summary>The fields of the contract that are checked, label included, id not.</summary>
    internal IReadOnlyList<PushedField> Fields => _fields;

    /// <summary>What faults and duplicates are counted over: values, faults, the id and the number of each row.</summary>
    internal string CheckedCells => _cells;

    internal string Title => _source.Title;

    /// <summary>The name of a field's treated value in <see cref="Rows"/>: a number, a day since 1970-01-01, an index of a category, or NULL.</summary>
    public string NameOf(string field) => _fields.Single(each => each.Field.Name == field).Name;

    /// <summary>The label in <see cref="Rows"/>: as in <see cref="LocalTable.Labels"/>.</summary>
    public const string Label = "label";

    /// <summary>The customer's key in <see cref="Rows"/>: the split's, modulo 2³¹ − 2, as trees draw rows by it.</summary>
    public const string Key = "customer_key";

    /// <summary>The usable rows of a part, in the order of the query, as a subquery of all values by name.</summary>
    /// <param name="part">Which customers; null for all.</param>
    /// <param name="testFraction">In (0, 1).</param>
    /// <param name="validationFraction">In [0, 1).</param>
    public string Rows(RowPart? part = null, double testFraction = 0.5, double validationFraction = 0)
    {
        string label = _contract.Label is { } field ? $", {LabelOf(_fields.Single(each => each.Field == field))} AS {Label}" : "";
        string bound = Dialect.Number(testFraction), second = Dialect.Number(testFraction + (validationFraction * (1 - testFraction)));
        string side = part switch
        {
            RowPart.Test => $" AND fraction < {bound}",
            RowPart.Validation => $" AND fraction >= {bound} AND fraction < {second}",
            RowPart.Training => $" AND fraction >= {bound} AND fraction >= {second}",
            _ => "",
        };
        return $"(SELECT {string.Join(", ", _fields.Select(each => $"{each.Treated(Dialect)} AS {each.Name}"))}{label}, customer_key FROM {_cells} "
            + $"WHERE {string.Join(" AND ", _fields.Select(each => each.Keeps))} AND id IS NOT NULL{side} {Dialect.Fence}) AS usable";
    }

    /// <summary>Most columns of one query: PostgreSQL takes 1,664, SQLite 2,000.</summary>
    private const int MostColumns = 1_000;

    /// <summary>Aggregates over all rows of a subquery, as many queries as the database's limit of columns makes them; 0 where there is no row.</summary>
    /// <param name="sums">What is wanted.</param>
    /// <param name="from">A subquery with its alias.</param>
    /// <exception cref="ContributionException">The database refuses it.</exception>
    public double[] Totals(IEnumerable<Aggregate> sums, string from) => [.. sums.Chunk(MostColumns).SelectMany(some => Ask(new SumQuery(from, some))[0])];

    /// <summary>Asks one query and gives its figures, group by group: the keys, then the aggregates; NULL is 0.</summary>
    /// <exception cref="ContributionException">The database refuses it.</exception>
    public List<double[]> Ask(SumQuery query) => Answer(query.ToSql());

    /// <summary>Asks several queries at once of a subquery that the database computes once.</summary>
    /// <param name="name">What they call it.</param>
    /// <param name="subquery">A SELECT.</param>
    /// <param name="queries">Of as many columns each.</param>
    /// <exception cref="ContributionException">The database refuses it.</exception>
    public List<double[]> Ask(string name, string subquery, IEnumerable<SumQuery> queries) =>
        Answer($"WITH {name} AS MATERIALIZED ({subquery}) {string.Join(" UNION ALL ", queries.Select(query => query.ToSql()))}");

    private List<double[]> Answer(string sql)
    {
        try
        {
            using var connection = SqlDatabase.Open(_source.Query, _source.Directory);
            Dialect.Prepare(connection);
            using var transaction = SqlDatabase.BeginReading(connection);
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            command.CommandTimeout = SqlDatabase.ClientTimeout(_source.Query);
            using var reader = command.ExecuteReader();
            List<double[]> rows = [];
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? 0 : Convert.ToDouble(reader.GetValue(column), CultureInfo.InvariantCulture))]);
            return rows;
        }
        catch (Exception fault) when (fault is DbException or SourceException or InvalidOperationException or InvalidCastException or OverflowException)
        {
            throw new ContributionException($"The {_source.Query.Provider} database did not compute the sums: {Shown.Of(_source.Query.Connection.Redact(fault.Message), 300)}. Nothing was sent; read the rows instead.", fault);
        }
    }

    private string LabelOf(PushedField field) => _contract.LabelKind switch
    {
        LabelKind.TwoClasses => string.Create(CultureInfo.InvariantCulture, $"CASE {field.Value} WHEN {field.Field.Values.ToList().IndexOf(field.Field.Positive)} THEN {Dialect.Number(1)} ELSE {Dialect.Number(0)} END"),
        LabelKind.Number => Dialect.Single(field.Treated(Dialect)),
        _ => field.Value,
    };

    private (IReadOnlyList<string> Header, IReadOnlyList<string> Types) Describe()
    {
        using var connection = SqlDatabase.Open(_source.Query, _source.Directory);
        try
        {
            using var transaction = SqlDatabase.BeginReading(connection);
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"SELECT * FROM ({Query}\n) AS q LIMIT 0";
            command.CommandTimeout = SqlDatabase.ClientTimeout(_source.Query);
            using var reader = command.ExecuteReader();
            return ([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName)]);
        }
        catch (DbException fault)
        {
            throw new SourceException(DataFault.OfFile("FED-DATA-SQL", $"the {_source.Query.Provider} database refuses the query as a subquery: {Shown.Of(_source.Query.Connection.Redact(fault.Message), 300)}", "write one SELECT without a semicolon, each of its columns with a name of its own"));
        }
    }

    private string Query => _source.Query.Text.Trim().TrimEnd(';');

    private IReadOnlyList<FieldColumn> Columns(IReadOnlyList<string> header, DataMapping mapping)
    {
        List<DataFault> faults = [];
        var columns = new HeaderReader(_contract, mapping, _source.Title, ReadPurpose.Training).Read(header, faults, []);
        return faults.Count == 0 ? columns : throw new SourceException(faults[0]);
    }

    private string Cells(IReadOnlyList<FieldColumn> columns, DataMapping mapping, string salt)
    {
        var id = "NULL";
        List<string> expressions = ["fed_id AS id", $"{Dialect.Fraction("fed_hash")} AS fraction", $"{Dialect.Key("fed_hash")} AS customer_key"];
        foreach (var column in columns)
        {
            if (column.Field.Role == FieldRole.Id)
            {
                id = Dialect.Identity(column, mapping, SqlDialect.Name(ColumnName(column)));
                continue;
            }
            var field = new PushedField(column, _fields.Count);
            var (value, fault) = Dialect.Cell(column, mapping, SqlDialect.Name(ColumnName(column)));
            expressions.AddRange([$"{value} AS {field.Value}", $"{fault} AS {field.Fault}"]);
            _fields.Add(field);
        }
        var identified = $"(SELECT q.*, {id} AS fed_id, ROW_NUMBER() OVER () AS row_number FROM ({Query}\n) AS q {Dialect.Fence}) AS identified";
        var hashed = $"(SELECT identified.*, {Dialect.Hash("fed_id", salt)} AS fed_hash FROM {identified} {Dialect.Fence}) AS hashed";
        return $"(SELECT {string.Join(", ", expressions)}, row_number FROM {hashed} {Dialect.Fence}) AS cells";

        string ColumnName(FieldColumn column) => mapping.ColumnOf(column.Field.Name);
    }
}

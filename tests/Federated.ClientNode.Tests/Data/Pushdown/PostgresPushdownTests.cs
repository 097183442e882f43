using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Pushdown;
using Federated.ClientNode.Tests.Data.Sql;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;

namespace Federated.ClientNode.Tests.Data.Pushdown;

[Collection(PostgresTestGroup.Name)]
public sealed class PostgresPushdownTests(PostgresServer server)
{
    private PushdownScenario Shop
    {
        get
        {
            server.Execute(PushdownScenario.Statements("bigint", "double precision", "varchar(40)", "smallint", "text", "boolean", "date", "integer", "text"));
            return new PushdownScenario(Mapping("SELECT * FROM shop ORDER BY customer", PushdownScenario.Settings));
        }
    }

    [PostgresFact]
    public void Open_TableWithBadCells_CountsWhatAReaderCounts() => PushdownChecks.FaultsAndRows(Shop);

    [PostgresFact]
    public void Statistics_OfTheDatabase_AreThoseOfItsRows() => PushdownChecks.Statistics(Shop);

    [PostgresFact]
    public void Products_OfTheDatabase_AreThoseOfItsRows() => PushdownChecks.Products(Shop);

    [PostgresFact]
    public void NewtonSums_OfTheDatabase_AreThoseOfItsRows() => PushdownChecks.Newton(Shop);

    [PostgresFact]
    public void ClusterSums_OfTheDatabase_AreThoseOfItsRows() => PushdownChecks.Clusters(Shop);

    [PostgresFact]
    public void ClassSums_OfTheDatabase_AreThoseOfItsRows() => PushdownChecks.Classes(Shop);

    [PostgresFact]
    public void TreeSums_OfTheDatabase_AreThoseOfItsRowsBitForBit() => PushdownChecks.Trees(Shop);

    [PostgresTheory]
    [InlineData("SELECT customer::float8 AS customer, age, spend, visits, plan, vip, joined, region, \\\"left\\\" FROM shop", "customer is compared as characters")]
    [InlineData("SELECT customer, age, spend, visits, plan, vip, joined::text AS joined, region, \\\"left\\\" FROM shop", "joined is a date, and its column is of type text")]
    public void Open_TypeWithAnotherMeaningInSql_IsRefusedWithTheCastToWrite(string query, string what)
    {
        _ = Shop;
        Assert.Null(PushedTable.Open(PushdownScenario.Contract, Mapping(query, PushdownScenario.Settings), "salt", out DataReport report));
        DataFault fault = Assert.Single(report.Faults);
        Assert.Equal("FED-DATA-PUSHDOWN", fault.Code);
        Assert.StartsWith(what, fault.What, StringComparison.Ordinal);
        Assert.Contains("CAST", fault.Mend, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void NumberAndText_OfAnyKind_AreThoseVeryValuesInTheDatabase()
    {
        var dialect = new PostgresDialect([]);
        using var connection = new NpgsqlConnection(server.Connection + ";Pooling=false");
        connection.Open();
        Prop.ForAll(ArbMap.Default.ArbFor<double>().Filter(value => !double.IsNaN(value)), ArbMap.Default.ArbFor<string>(), (value, text) =>
        {
            // Neither lone halves of pairs nor U+0000 are characters.
            string written = new((text ?? "").Where(each => each != '\0' && !char.IsSurrogate(each)).ToArray());
            using var command = new NpgsqlCommand($"SELECT {dialect.Number(value)}, {PostgresDialect.Text(written + "'\\🌍")}", connection);
            using NpgsqlDataReader reader = command.ExecuteReader();
            return reader.Read() && reader.GetDouble(0) == value && reader.GetString(1) == written + "'\\🌍";
        }).QuickCheckThrowOnFailure();
    }

    private DataMapping Mapping(string query, string settings) => DataMapping.Parse(
        $"source: {{sql: \"{query}\", provider: postgres, connection: '{server.Connection}', timeout_seconds: 60}}\n{settings}\n", "mapping.yaml", Path.GetTempPath());
}

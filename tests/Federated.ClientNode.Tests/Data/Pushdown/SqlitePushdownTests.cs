using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Pushdown;
using Federated.ClientNode.Tests.Data.Sql;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;

namespace Federated.ClientNode.Tests.Data.Pushdown;

public sealed class SqlitePushdownTests : IDisposable
{
    private readonly SqliteScenario _database = new(PushdownScenario.Statements("INTEGER", "REAL", "TEXT", "INTEGER", "TEXT", "BOOLEAN", "TEXT", "INTEGER", "TEXT"));

    private PushdownScenario Shop => new(_database.Mapping("SELECT * FROM shop ORDER BY customer", PushdownScenario.Settings));

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Open_TableWithBadCells_CountsWhatAReaderCounts() => PushdownChecks.FaultsAndRows(Shop);

    [Fact]
    public void Statistics_OfTheDatabase_AreThoseOfItsRows() => PushdownChecks.Statistics(Shop);

    [Fact]
    public void Products_OfTheDatabase_AreThoseOfItsRows() => PushdownChecks.Products(Shop);

    [Fact]
    public void NewtonSums_OfTheDatabase_AreThoseOfItsRows() => PushdownChecks.Newton(Shop);

    [Fact]
    public void ClusterSums_OfTheDatabase_AreThoseOfItsRows() => PushdownChecks.Clusters(Shop);

    [Fact]
    public void ClassSums_OfTheDatabase_AreThoseOfItsRows() => PushdownChecks.Classes(Shop);

    [Fact]
    public void TreeSums_OfTheDatabase_AreThoseOfItsRowsBitForBit() => PushdownChecks.Trees(Shop);

    [Theory]
    [InlineData("SELECT * FROM shop UNION ALL SELECT * FROM shop", "", "FED-DATA-DUPLICATE")]
    [InlineData("SELECT * FROM shop UNION ALL SELECT * FROM shop", "duplicates: keep_first", "FED-DATA-PUSHDOWN")]
    [InlineData("SELECT * FROM shop", "  vip: {part: weekday}", "FED-DATA-PUSHDOWN")]
    [InlineData("SELECT customer, age FROM shop", "", "FED-DATA-COLUMN")]
    [InlineData("SELECT * FROM nowhere", "", "FED-DATA-SQL")]
    public void Open_QueryThatCannotBeUsed_SaysWhy(string query, string settings, string code)
    {
        DataMapping mapping = _database.Mapping(query, $"{PushdownScenario.Settings}\n{settings}");
        Assert.Null(PushedTable.Open(PushdownScenario.Contract, mapping, "salt", out DataReport report));
        Assert.Equal(code, Assert.Single(report.Faults).Code);
    }

    [Fact]
    public void Open_CellsThatTheMappingDoesNotMend_AreFaultsWithTheirFirstRow()
    {
        Assert.Null(PushedTable.Open(PushdownScenario.Contract, _database.Mapping("SELECT * FROM shop ORDER BY customer"), "salt", out DataReport report));
        DataReport read = TableReader.Check(PushdownScenario.Contract, _database.Mapping("SELECT * FROM shop ORDER BY customer"), "salt", ReadPurpose.Training);
        Assert.Equal(read.Faults.Select(fault => (fault.Code, fault.Field, fault.Count, fault.Lines[0])).Order(), report.Faults.Select(fault => (fault.Code, fault.Field, fault.Count, fault.Lines[0])).Order());
    }

    [Fact]
    public void Open_AFile_IsNotPushedDown()
    {
        Assert.Null(PushedTable.Open(PushdownScenario.Contract, DataMapping.Parse("source: x.csv\n", "mapping.yaml", "/data"), "salt", out DataReport report));
        Assert.Equal("FED-DATA-PUSHDOWN", Assert.Single(report.Faults).Code);
    }

    [Fact]
    public void Number_AnyDouble_IsThatVeryDoubleInTheDatabase()
    {
        var dialect = new SqliteDialect();
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        dialect.Prepare(connection);
        Prop.ForAll(ArbMap.Default.ArbFor<double>().Filter(value => !double.IsNaN(value)), value =>
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = $"SELECT {dialect.Number(value)}";
            return (double)command.ExecuteScalar()! == value;
        }).QuickCheckThrowOnFailure();
    }
}

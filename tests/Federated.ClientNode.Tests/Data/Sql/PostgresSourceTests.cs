using Federated.ClientNode.Data;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Data.Sql;

[Collection(PostgresTestGroup.Name)]
public sealed class PostgresSourceTests(PostgresServer server)
{
    [PostgresFact]
    public void Read_EveryType_GivesTheTableThatItsCsvWouldGive()
    {
        server.Execute("""
            DROP TABLE IF EXISTS people;
            CREATE TABLE people (customer bigint, state varchar(10), minutes numeric(10, 3), calls smallint, plan boolean, churn text);
            INSERT INTO people VALUES (9007199254740993, 'KS', 1.125, 7, true, 'no'), (2, NULL, 500, NULL, false, 'yes'), (3, 'OH', 0.1, 0, NULL, 'no')
            """);
        DataReading reading = Read("SELECT * FROM people ORDER BY customer DESC");
        Assert.True(reading.Report.IsUsable, string.Join('\n', reading.Report.ToLines()));
        LocalTable same = CsvScenario.Read(CsvScenario.Header + "\n9007199254740993,KS,1.125,7,1,no\n3,OH,.1,0,,no\n2,,500,,0,yes\n").Table!;
        LocalTable table = reading.Table!;
        Assert.Equal(same.Numbers("minutes").ToArray(), table.Numbers("minutes").ToArray());
        Assert.Equal(same.Numbers("calls").ToArray(), table.Numbers("calls").ToArray());
        Assert.Equal(same.Categories("plan").ToArray(), table.Categories("plan").ToArray());
        Assert.Equal(same.SplitKeys.ToArray(), table.SplitKeys.ToArray());
    }

    [PostgresTheory]
    [InlineData("INSERT INTO kept VALUES (2); SELECT 1")]
    [InlineData("COMMIT; INSERT INTO kept VALUES (2); SELECT 1")]
    [InlineData("DROP TABLE kept")]
    public void Read_QueryThatWrites_IsRefused(string query)
    {
        server.Execute("DROP TABLE IF EXISTS kept; CREATE TABLE kept (a int); INSERT INTO kept VALUES (1)");
        Assert.Equal("FED-DATA-SQL", CsvScenario.OnlyFault(Read(query)).Code);
        Assert.Equal(1, Read("SELECT a AS customer FROM kept").Report.RowCount);
    }

    [PostgresFact]
    public void Read_QueryThatTakesTooLong_IsStopped()
    {
        DataFault fault = CsvScenario.OnlyFault(Read("SELECT pg_sleep(600)", timeout: 1));
        Assert.Equal("FED-DATA-SQL", fault.Code);
        Assert.Contains("statement timeout", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoServer_NeverShowsThePassword()
    {
        DataMapping mapping = Mapping("SELECT 1", "Host=127.0.0.1;Port=1;Username=somebody;Password=x1y2z3;Timeout=2", 5);
        DataReading reading = TableReader.Read(CsvScenario.Contract, mapping, "salt", ReadPurpose.Training);
        Assert.Equal("FED-DATA-DATABASE", CsvScenario.OnlyFault(reading).Code);
        Assert.DoesNotContain("x1y2z3", string.Join('\n', reading.Report.ToLines()) + mapping, StringComparison.Ordinal);
    }

    private DataReading Read(string query, int timeout = 60) => TableReader.Read(CsvScenario.Contract, Mapping(query, server.Connection, timeout), "salt", ReadPurpose.Training);

    private static DataMapping Mapping(string query, string connection, int timeout) => DataMapping.Parse(
        $"source: {{sql: \"{query}\", provider: postgres, connection: '{connection}', timeout_seconds: {timeout}}}\n", "mapping.yaml", Path.GetTempPath());
}

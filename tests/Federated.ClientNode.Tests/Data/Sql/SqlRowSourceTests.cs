using Federated.ClientNode.Data;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Data.Sql;

public sealed class SqlRowSourceTests : IDisposable
{
    private readonly SqliteScenario _shop = new(
        "CREATE TABLE people (customer, state TEXT, minutes REAL, calls INTEGER, plan INTEGER, churn TEXT)",
        "INSERT INTO people VALUES (9007199254740993, ' KS ', 1.5, 7, 1, 'no'), ('c2', NULL, 500, NULL, 0, 'yes'), ('c3', 'OH', '12.25', -1, NULL, 'no')");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void Read_TypedValues_GiveTheTableThatTheirCsvWouldGive()
    {
        LocalTable table = Sound(_shop.Read("SELECT * FROM people", "missing: ['-1']"));
        LocalTable same = Sound(CsvScenario.Read(CsvScenario.Header + "\n9007199254740993,KS,1.5,7,1,no\nc2,,500,,0,yes\nc3,OH,12.25,-1,,no\n", "missing: ['-1']"));
        Assert.Equal(same.Numbers("minutes").ToArray(), table.Numbers("minutes").ToArray());
        Assert.Equal(same.Numbers("calls").ToArray(), table.Numbers("calls").ToArray());
        Assert.Equal(same.Categories("state").ToArray(), table.Categories("state").ToArray());
        Assert.Equal(same.Categories("plan").ToArray(), table.Categories("plan").ToArray());
        Assert.Equal(same.Labels.ToArray(), table.Labels.ToArray());
        Assert.Equal(same.SplitKeys.ToArray(), table.SplitKeys.ToArray());
    }

    [Fact]
    public void Read_FaultyValues_AreCountedAsThoseOfAFileAndNamedByTheirRows()
    {
        DataReading reading = _shop.Read("SELECT customer, state, minutes * 2 AS minutes, 0.5 AS calls, plan, churn FROM people");
        Assert.Equal(["FED-DATA-RANGE", "FED-DATA-TYPE"], reading.Report.Faults.Select(fault => fault.Code).Order());
        Assert.Contains("minutes must lie in 0 … 500: 1 of 3 rows (33.3 %) break this, e.g. row 2 \"1000\"", string.Join('\n', reading.Report.ToLines()), StringComparison.Ordinal);
        Assert.Equal([1L, 2, 3], reading.Report.Faults.Single(fault => fault.Code == "FED-DATA-TYPE").Lines);
    }

    [Fact]
    public void Read_MissingColumn_IsNamedAsInAFile() =>
        Assert.Equal("FED-DATA-COLUMN", CsvScenario.OnlyFault(_shop.Read("SELECT customer, state, minutes, plan, churn FROM people")).Code);

    [Theory]
    [InlineData("DELETE FROM people")]
    [InlineData("SELECT * FROM people; DELETE FROM people")]
    [InlineData("PRAGMA query_only = 0; DELETE FROM people")]
    public void Read_QueryThatWrites_ChangesNothing(string query)
    {
        _shop.Read(query);
        Assert.Equal(3, _shop.Read("SELECT * FROM people", "missing: ['-1']").Report.RowCount);
    }

    [Fact]
    public void Read_QueryThatFails_SaysWhatTheDatabaseSays()
    {
        DataFault fault = CsvScenario.OnlyFault(_shop.Read("SELECT * FROM peeple"));
        Assert.Equal("FED-DATA-SQL", fault.Code);
        Assert.Contains("no such table: peeple", fault.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connection: 'Data Source=nowhere.db;Password=x1y2z3'")]
    [InlineData("connection: 'Data Source=shop.db;Pass word=x1y2z3'")]
    [InlineData("connection: 'x1y2z3='")]
    public void Read_DatabaseThatCannotBeOpened_NeverShowsTheConnectionString(string connection)
    {
        DataMapping mapping = _shop.Mapping("SELECT 1", connection: connection);
        DataReading reading = TableReader.Read(CsvScenario.Contract, mapping, "salt", ReadPurpose.Training);
        Assert.Equal("FED-DATA-DATABASE", CsvScenario.OnlyFault(reading).Code);
        Assert.DoesNotContain("x1y2z3", string.Join('\n', reading.Report.ToLines()), StringComparison.Ordinal);
        Assert.DoesNotContain("x1y2z3", mapping.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ConnectionInAFileOfItsOwn_IsUsed()
    {
        File.WriteAllText(Path.Combine(_shop.Folder, "database.txt"), "Data Source=shop.db\n");
        Assert.Equal(3, TableReader.Check(CsvScenario.Contract, _shop.Mapping("SELECT * FROM people", connection: "connection_file: database.txt"), "salt", ReadPurpose.Training).RowCount);
    }

    [Fact]
    public void Read_ConnectionFileThatIsMissing_SaysSo() => Assert.Equal(
        "FED-DATA-FILE",
        CsvScenario.OnlyFault(TableReader.Read(CsvScenario.Contract, _shop.Mapping("SELECT 1", connection: "connection_file: gone.txt"), "salt", ReadPurpose.Training)).Code);

    private static LocalTable Sound(DataReading reading)
    {
        Assert.True(reading.Report.IsUsable, string.Join('\n', reading.Report.ToLines()));
        return reading.Table!;
    }
}

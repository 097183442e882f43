using Federated.ClientNode.Data;
using Microsoft.Data.Sqlite;

namespace Federated.ClientNode.Tests.Data.Sql;

public sealed class DriverFolderTests : IDisposable
{
    private readonly SqliteScenario _shop = new(
        "CREATE TABLE people (customer, state, minutes, calls, plan, churn)",
        "INSERT INTO people VALUES ('c1', 'KS', 1.5, 7, 1, 'no'), ('c2', NULL, 500, NULL, 0, 'yes')");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void Read_DriverInTheFolder_IsLoadedFromThereAndUsed()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_shop.Folder, "drivers")).FullName;
        string own = Path.GetDirectoryName(typeof(SqliteConnection).Assembly.Location)!;
        foreach (string dll in Directory.EnumerateFiles(own, "SQLitePCLRaw*.dll"))
            File.Copy(dll, Path.Combine(folder, Path.GetFileName(dll)));
        File.Copy(typeof(SqliteConnection).Assembly.Location, Path.Combine(folder, "Shop.Driver.dll"));
        DataReading reading = Read("Shop.Driver", $"Data Source={_shop.Path};Pooling=False");
        Assert.True(reading.Report.IsUsable, string.Join('\n', reading.Report.ToLines()));
        Assert.Equal([1.5, 500], reading.Table!.Numbers("minutes").ToArray());
    }

    [Theory]
    [InlineData("oracle")]
    [InlineData("../drivers/oracle")]
    [InlineData(".")]
    public void Read_DriverThatIsNotThere_SaysWhereToPutIt(string provider)
    {
        DataFault fault = CsvScenario.OnlyFault(Read(provider, "x"));
        Assert.Equal("FED-DATA-DRIVER", fault.Code);
        Assert.Contains(Path.Combine(_shop.Folder, "drivers"), fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DllWithoutAProvider_IsRefused()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_shop.Folder, "drivers")).FullName;
        File.Copy(typeof(Xunit.Assert).Assembly.Location, Path.Combine(folder, "wrong.dll"));
        File.WriteAllText(Path.Combine(folder, "broken.dll"), "not a program");
        Assert.Contains("holds no ADO.NET provider", CsvScenario.OnlyFault(Read("wrong", "x")).What, StringComparison.Ordinal);
        Assert.Contains("cannot be loaded", CsvScenario.OnlyFault(Read("broken", "x")).What, StringComparison.Ordinal);
    }

    private DataReading Read(string provider, string connection) => TableReader.Read(
        CsvScenario.Contract, _shop.Mapping("SELECT * FROM people", provider: provider, connection: $"connection: '{connection}'"), "salt", ReadPurpose.Training);
}

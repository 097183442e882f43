using Federated.ClientNode.Data;
using Federated.ClientNode.Tests.Join;

namespace Federated.ClientNode.Tests.Data.Sources;

public sealed class CommandRowSourceTests : IDisposable
{
    private const string Rows = CsvScenario.Header + "\nc1,KS,1.5,7,yes,no\nc2,,500,,0,yes\n";

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OutputOfAProgram_IsReadAsCsv()
    {
        _folder.Write("rows.csv", Rows);
        DataReading reading = Read("[cat, rows.csv]");
        Assert.True(reading.Report.IsUsable, string.Join('\n', reading.Report.ToLines()));
        Assert.Equal([1.5, 500], reading.Table!.Numbers("minutes").ToArray());
        Assert.Equal("the output of cat", reading.Report.Source);
    }

    [Fact]
    public void Read_ArgumentsWithShellCharacters_ReachTheProgramAsTheyAre()
    {
        DataReading reading = Read($"[printf, '%s\\n', '{CsvScenario.Header}', 'c1,$HOME; `x`,1,1,1,no', 'c2,KS,1,1,1,yes']");
        Assert.Equal("$HOME; `x`", CsvScenario.OnlyFault(reading).Example);
    }

    [Fact]
    public void Read_ProgramThatFails_RefusesEveryRowAndShowsTheEndOfItsErrors()
    {
        _folder.Write("rows.csv", Rows);
        DataFault fault = CsvScenario.OnlyFault(Script("cat rows.csv; seq 1 5000 >&2; echo no licence >&2; exit 3"));
        Assert.Equal("FED-DATA-COMMAND", fault.Code);
        Assert.Contains("ended with code 3, having said: ", fault.What, StringComparison.Ordinal);
        Assert.EndsWith("no licence", fault.What, StringComparison.Ordinal);
        Assert.True(fault.What.Length < 600);
    }

    [Fact]
    public void Read_ProgramThatFailsWithoutOutput_SaysSoRatherThanThatThereIsNoHeader() =>
        Assert.Equal("FED-DATA-COMMAND", CsvScenario.OnlyFault(Script("exit 1")).Code);

    [Fact]
    public void Read_ProgramThatDoesNotEnd_IsStopped() =>
        Assert.Contains("did not end within 1 s", CsvScenario.OnlyFault(Script($"echo {CsvScenario.Header}; exec sleep 600", ", timeout_seconds: 1")).What, StringComparison.Ordinal);

    [Fact]
    public void Read_ProgramThatDoesNotExist_NamesIt() =>
        Assert.Contains("no-such-program cannot be started", CsvScenario.OnlyFault(Read("[no-such-program, --password=x1y2z3]")).What, StringComparison.Ordinal);

    [Fact]
    public void Read_AnyFault_NeverShowsAnArgument() =>
        Assert.DoesNotContain("x1y2z3", string.Join('\n', Read("['false', --password=x1y2z3]").Report.ToLines()), StringComparison.Ordinal);

    private DataReading Script(string text, string more = "")
    {
        _folder.Write("export.sh", text + "\n");
        return Read("[sh, export.sh]", more);
    }

    private DataReading Read(string command, string more = "") =>
        TableReader.Read(CsvScenario.Contract, DataMapping.Parse($"source: {{command: {command}{more}}}\n", "mapping.yaml", _folder.Root), "salt", ReadPurpose.Training);
}

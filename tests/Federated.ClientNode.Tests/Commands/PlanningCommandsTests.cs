using System.Text.Json;
using Federated.ClientNode.Commands;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Tests.Commands;

[Collection("console")]
public sealed class PlanningCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fed-allocate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Allocate_Curves_WritesPlanAndPage()
    {
        string curves = Write("channel,region,spend,return,minimum,cap\nsearch,north,100,300,,\nsearch,north,300,400,,250\nmail,north,200,400,50,\n");
        string plan = Path.Combine(_folder, "plan.csv"), page = Path.Combine(_folder, "plan.html");
        CommandRun run = await CommandRun.Of(AllocateCommand.Create(), "--curves", curves, "--budget", "250", "--out", plan, "--report", page, "--json");
        Assert.Equal(ExitCode.Done, run.Exit);
        JsonElement json = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(600, json.GetProperty("expected_return").GetDouble(), 1e-9);
        Assert.True(json.GetProperty("optimal").GetBoolean());
        Assert.Equal(2, json.GetProperty("shadow_price").GetDouble(), 1e-9);
        Assert.Equal(7, json.GetProperty("what_if").GetArrayLength());
        Assert.Equal("channel,region,spend,return,cap_price,minimum_price\nsearch,north,100,300,0,0\nmail,north,150,300,0,0\n", (await File.ReadAllTextAsync(plan)).ReplaceLineEndings("\n"));
        Assert.Contains("Where the budget returns most", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Allocate_FaultInTheFile_NamesItsLine()
    {
        CommandRun run = await CommandRun.Of(AllocateCommand.Create(), "--curves", Write("channel,spend,return\nsearch,ten,3\n"), "--budget", "10", "--out", Path.Combine(_folder, "plan.csv"));
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.Contains("FED-ALLOCATE-CURVES", run.Error, StringComparison.Ordinal);
        Assert.Contains("Line 2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Allocate_MinimumsAboveTheBudget_AreRefused()
    {
        CommandRun run = await CommandRun.Of(AllocateCommand.Create(), "--curves", Write("channel,spend,return,minimum\nsearch,10,3,20\n"), "--budget", "10", "--out", Path.Combine(_folder, "plan.csv"));
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.Contains("more than the budget", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanExperiment_Shares_SaysBothSizes()
    {
        CommandRun run = await CommandRun.Of(PlanCommand.Create(), "experiment", "--baseline", "0.05", "--effect", "0.01", "--json");
        Assert.Equal(ExitCode.Done, run.Exit);
        JsonElement json = JsonDocument.Parse(run.Out).RootElement;
        long once = json.GetProperty("once").GetProperty("each_variant").GetInt64(), always = json.GetProperty("at_every_look").GetProperty("each_variant").GetInt64();
        Assert.InRange(once, 8150, 8165);
        Assert.InRange(always, once, 3 * once);
    }

    [Fact]
    public async Task PlanExperiment_ShareAboveOne_IsRefused()
    {
        CommandRun run = await CommandRun.Of(PlanCommand.Create(), "experiment", "--baseline", "0.95", "--effect", "0.1");
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.Contains("FED-PLAN-SIZE", run.Error, StringComparison.Ordinal);
    }

    private string Write(string text)
    {
        string path = Path.Combine(_folder, "curves.csv");
        File.WriteAllText(path, text);
        return path;
    }
}

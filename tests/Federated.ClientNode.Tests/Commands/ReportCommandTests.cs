using System.Text.Json;
using Federated.ClientNode.Commands;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Tests.Join;
using Federated.ClientNode.Tests.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;

namespace Federated.ClientNode.Tests.Commands;

[Collection("console")]
public sealed class ReportCommandTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryDirectory _files = new();

    public void Dispose()
    {
        _authority.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Report_Churn_ShowsTheCustomersByScoreAndWhatLeft()
    {
        await using var coordinator = await PreparedAsync();
        var run = await ReportAsync("churn", "--json");
        Assert.Equal((ExitCode.Done, ""), (run.Exit, run.Error));
        var page = await File.ReadAllTextAsync(_files.File("report.html"));
        Assert.Contains("Your customers by score", page, StringComparison.Ordinal);
        Assert.Contains("this node took no part in the rounds of this job", page, StringComparison.Ordinal);
        Assert.Contains("churn-1a2b", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        var twin = JsonDocument.Parse(run.Out).RootElement;
        Assert.Contains(twin.GetProperty("sections").EnumerateArray(), section => section.GetProperty("title").GetString() == "Your customers by score");
    }

    [Fact]
    public async Task Report_LabelUnknown_SaysSoAndShowsTheScores()
    {
        await using var coordinator = await PreparedAsync();
        File.WriteAllText(Path.Combine(_files.Node.Root, "customers.csv"), "customer,minutes,plan\na,1,0\nb,50,1\nc,99,0\n");
        var run = await ReportAsync();
        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Contains("– FED-REPORT-LABEL  churn cannot be read", run.Error, StringComparison.Ordinal);
        Assert.Contains("Your customers by score", await File.ReadAllTextAsync(_files.File("report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ColumnIsGone_IsRefused()
    {
        await using var coordinator = await PreparedAsync();
        File.WriteAllText(Path.Combine(_files.Node.Root, "customers.csv"), "customer,plan\na,1\n");
        var run = await ReportAsync();
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.False(File.Exists(_files.File("report.html")));
    }

    [Theory]
    [InlineData("chrun", "FED-TASK-NAME", ExitCode.BadInput)]
    [InlineData("segments", "FED-MODEL-NONE", ExitCode.Failed)]
    public async Task Report_TaskWithoutAModel_IsRefused(string task, string code, int exit)
    {
        await using var coordinator = await PreparedAsync();
        var run = await ReportAsync(task);
        Assert.Equal(exit, run.Exit);
        Assert.StartsWith($"✗ {code}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TrafficOf_JobWithoutRounds_IsNothing() =>
        Assert.Equal(new JobTraffic(0, 0, 0), NodeLedger.Open(_files.File("ledger.db"), TimeProvider.System).TrafficOf("churn-1a2b"));

    private async Task<StubCoordinator> PreparedAsync()
    {
        var coordinator = await StubCoordinator.StartAsync(_authority);
        await coordinator.JoinAsync(_files.Node);
        coordinator.Models.Release("churn-1a2b", Customers.Job.ToYaml(), Safetensors.Write(Customers.Model));
        File.WriteAllText(_files.Node.Mapping, Customers.Mapping);
        File.WriteAllText(Path.Combine(_files.Node.Root, "customers.csv"), Customers.Csv());
        return coordinator;
    }

    private Task<CommandRun> ReportAsync(params string[] more) => CommandRun.Of(ReportCommand.Create(), [.. more, "--dir", _files.Node.Root, "--out", _files.File("report.html")]);
}

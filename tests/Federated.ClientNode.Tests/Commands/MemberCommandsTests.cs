using System.Text.Json;
using Federated.ClientNode.Commands;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Tests.Join;
using Federated.ClientNode.Tests.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;

namespace Federated.ClientNode.Tests.Commands;

[Collection("console")]
public sealed class MemberCommandsTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryDirectory _files = new();

    public void Dispose()
    {
        _authority.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Join_ThenStatus_ShowsTheMembership()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        var invite = _files.Write("casa-verde.invite", coordinator.Invite().Format());
        var join = await CommandRun.Of(JoinCommand.Create(), invite, "--dir", _files.Node.Root);
        Assert.Equal(ExitCode.Done, join.Exit);
        Assert.Contains("Joined  retail-eu as casa-verde", join.Out, StringComparison.Ordinal);

        NodeLedger.Open(_files.Node.Ledger, TimeProvider.System).AddTraffic(sent: 1000, received: 20);
        var status = await CommandRun.Of(StatusCommand.Create(), "--json", "--dir", _files.Node.Root);
        var shown = JsonDocument.Parse(status.Out).RootElement;
        Assert.Equal(["partner", "consortium", "node_id", "certificate_ends", "renewal_at", "rounds", "upload_bytes", "bytes_sent", "bytes_received"], shown.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("casa-verde", "retail-eu", 1000), (shown.GetProperty("partner").GetString(), shown.GetProperty("consortium").GetString(), shown.GetProperty("bytes_sent").GetInt32()));
        Assert.Equal(15, (shown.GetProperty("certificate_ends").GetDateTimeOffset() - shown.GetProperty("renewal_at").GetDateTimeOffset()).TotalDays, 3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"kind\":\"federated-invite/1\"}")]
    public async Task Join_FileThatIsNoInvite_IsRefused(string content)
    {
        var run = await CommandRun.Of(JoinCommand.Create(), _files.Write("x.invite", content), "--dir", _files.Node.Root);
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.StartsWith("✗ FED-JOIN-FILE", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_NoMembership_ExitsWithTwo() =>
        Assert.Equal(ExitCode.NoConnection, (await CommandRun.Of(StatusCommand.Create(), "--dir", _files.Root)).Exit);

    [Fact]
    public async Task Score_Online_ThenOffline_GivesTheSameScores()
    {
        await using (var coordinator = await StubCoordinator.StartAsync(_authority))
        {
            await PrepareAsync(coordinator);
            var online = await ScoreAsync("online.csv");
            Assert.Equal((ExitCode.Done, ""), (online.Exit, online.Error));
        }

        var offline = await ScoreAsync("offline.csv");
        Assert.Equal(ExitCode.Done, offline.Exit);
        Assert.StartsWith("– FED-CONNECT-REFUSED", offline.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(_files.File("online.csv")), File.ReadAllText(_files.File("offline.csv")));

        var lines = File.ReadAllLines(_files.File("online.csv"));
        Assert.Equal(("customer,score,group", 401), (lines[0], lines.Length));
        var groups = lines.Skip(1).Select(line => line.Split(',')).ToLookup(cells => cells[2], cells => float.Parse(cells[1], null));
        Assert.True(groups["10"].Min() > groups["1"].Max());
    }

    [Fact]
    public async Task Score_OfflineWithoutAModel_SaysThatThereIsNone()
    {
        await using (var coordinator = await StubCoordinator.StartAsync(_authority))
            await PrepareAsync(coordinator);
        var run = await ScoreAsync("scores.csv");
        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.Contains("✗ FED-MODEL-NONE", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_ColumnOfTheContractIsGone_WritesNothing()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await PrepareAsync(coordinator);
        var drifted = _files.Write("drifted.csv", "customer,minuets,plan\na,1,0\n");
        var run = await ScoreAsync("scores.csv", "--data", drifted);
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.Contains("✗ FED-DATA-COLUMN", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_files.File("scores.csv")));
    }

    [Fact]
    public async Task Score_OtherFileWithoutLabels_IsScored()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await PrepareAsync(coordinator);
        var run = await ScoreAsync("scores.csv", "--data", _files.Write("new.csv", "customer,minutes,plan\n=1+1,1,0\nb,99,0\n"));
        Assert.Equal(ExitCode.Done, run.Exit);
        var lines = File.ReadAllLines(_files.File("scores.csv"));
        Assert.StartsWith("'=1+1,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",10", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",5", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_UnknownJob_IsRefused()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await PrepareAsync(coordinator);
        var run = await ScoreAsync("scores.csv", "--job", "churn-none");
        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.StartsWith("✗ FED-MODEL-NONE", run.Error, StringComparison.Ordinal);
    }

    private async Task PrepareAsync(StubCoordinator coordinator)
    {
        await coordinator.JoinAsync(_files.Node);
        coordinator.Models.Release("churn-1a2b", Customers.Job.ToYaml(), Safetensors.Write(Customers.Model));
        File.WriteAllText(_files.Node.Mapping, Customers.Mapping);
        File.WriteAllText(Path.Combine(_files.Node.Root, "customers.csv"), Customers.Csv());
    }

    private Task<CommandRun> ScoreAsync(string output, params string[] more) =>
        CommandRun.Of(ScoreCommand.Create(), ["--dir", _files.Node.Root, "--out", _files.File(output), .. more]);
}

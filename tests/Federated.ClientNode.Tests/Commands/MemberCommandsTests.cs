using System.Globalization;
using System.Text.Json;
using Federated.ClientNode.Commands;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Outcomes;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Tests.Join;
using Federated.ClientNode.Tests.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Scores;
using Microsoft.Data.Sqlite;

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
        Assert.Equal(["partner", "consortium", "node_id", "certificate_ends", "renewal_at", "rounds", "upload_bytes", "bytes_sent", "bytes_received", "evidence"], shown.EnumerateObject().Select(property => property.Name));
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
        Assert.Equal(("customer,score,group,reason_1,reason_2,reason_3,model", 401), (lines[0], lines.Length));
        Assert.All(lines.Skip(1), line => Assert.EndsWith($",churn-1a2b@{Customers.Model.ContentHash()[..12]}", line, StringComparison.Ordinal));
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
        Assert.Equal(["10", "5"], lines.Skip(1).Select(line => line.Split(',')[2]));
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

    [Fact]
    public async Task Score_Table_HasTheScoresOfTheFileAndOfTheLedger()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await PrepareAsync(coordinator);
        var database = _files.Write("warehouse.yaml", "provider: sqlite\nconnection: scores.db\n");
        var both = await ScoreAsync("scores.csv", "--table", "churn_scores", "--database", database);
        Assert.Equal((ExitCode.Done, ""), (both.Exit, both.Error));
        Assert.StartsWith($"Wrote {_files.File("scores.csv")} and the table churn_scores of the sqlite database   400 customers", both.Out, StringComparison.Ordinal);
        var alone = await CommandRun.Of(ScoreCommand.Create(), "--dir", _files.Node.Root, "--table", "churn_scores", "--database", database, "--json");
        Assert.Equal("", alone.Error);
        var said = JsonDocument.Parse(alone.Out).RootElement;
        Assert.Equal((JsonValueKind.Null, "churn_scores", 400), (said.GetProperty("path").ValueKind, said.GetProperty("table").GetString(), said.GetProperty("rows").GetInt32()));
        using var connection = new SqliteConnection($"Data Source={_files.File("scores.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT printf('%s,%.6f,%d,%s,%s', customer, score, score_group, reason_1, model_version) FROM churn_scores";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        Assert.Equal(File.ReadAllLines(_files.File("scores.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => string.Join(',', cells[0], cells[1], cells[2], cells[3], cells[^1])), rows);
        Assert.Equal(2, new ScoreBook(LedgerFile.Open(_files.Node), TimeProvider.System).Runs("churn-1a2b").Count);
    }

    [Theory]
    [InlineData("FED-SCORE-DATABASE", "--table", "churn_scores")]
    [InlineData("FED-SCORE-TABLE", "--table", "a b")]
    [InlineData("FED-SCORE-TABLE", "--database", "x.yaml")]
    [InlineData("FED-DATA-FILE", "--table", "churn_scores", "--database", "none.yaml")]
    public async Task Score_TableThatCannotBeWritten_IsRefusedBeforeAnythingIsScored(string code, params string[] options)
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await PrepareAsync(coordinator);
        var run = await ScoreAsync("scores.csv", options);
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.StartsWith($"✗ {code}", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_files.File("scores.csv")));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("11")]
    public async Task Score_ReasonsOutOfRange_IsRefused(string reasons)
    {
        var run = await ScoreAsync("scores.csv", "--reasons", reasons);
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.StartsWith("✗ FED-SCORE-REASONS", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_ThenOutcomes_GiveABacktest()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await PrepareAsync(coordinator);
        await ScoreAsync("scores.csv");
        var today = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var outcomes = string.Concat(Customers.Csv().Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')).Select(cells => $"{cells[0]};{cells[3]};{today}\n"));
        var import = await OutcomeAsync("import", _files.Write("left.csv", "Customer;left;on\n" + outcomes), "--id-column", "customer", "--outcome-column", "left", "--date-column", "on", "--delimiter", ";");
        Assert.Equal((ExitCode.Done, ""), (import.Exit, import.Error));
        Assert.StartsWith("Recorded 400 outcomes of churn   400 new, 0 in place", import.Out, StringComparison.Ordinal);

        var backtest = await OutcomeAsync("backtest", "--json", "--out", _files.File("backtest.html"));
        var figures = JsonDocument.Parse(backtest.Out).RootElement;
        var expected = HeldOutQuality.Of(TaskCatalogue.For(Customers.Job).Score(Customers.Model, null, Customers.Table(), ScoreOptions.ScoresOnly).Ranking(), Customers.Table().Labels);
        Assert.Equal((400, 400, expected.Positives), (figures.GetProperty("scored").GetInt32(), figures.GetProperty("matched").GetInt32(), figures.GetProperty("positives").GetInt32()));
        Assert.Equal(expected.AreaUnderCurve!.Value, figures.GetProperty("auc").GetDouble(), 9);
        Assert.Contains("How the last scores did", File.ReadAllText(_files.File("backtest.html")), StringComparison.Ordinal);
        Assert.Equal("casa-verde", JsonDocument.Parse(File.ReadAllText(_files.File("backtest.json"))).RootElement.GetProperty("provenance").GetProperty("partner").GetString());
    }

    [Fact]
    public async Task Outcome_ModelsOfSeveralTasks_AsksForOneByName()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await PrepareAsync(coordinator);
        await ScoreAsync("scores.csv");
        string models = _files.Node.Models, churn = File.ReadAllText(Path.Combine(models, "newest"));
        File.Delete(Path.Combine(models, "newest"));
        File.WriteAllText(Path.Combine(models, "newest.value"), "value-0123");
        var run = await OutcomeAsync("backtest");
        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.StartsWith("✗ FED-MODEL-WHICH  this node has models of several tasks (churn, value)", run.Error, StringComparison.Ordinal);
        Assert.Contains(churn, (await OutcomeAsync("backtest", "--task", "churn", "--json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcome_BeforeAnyScore_SaysSo()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await PrepareAsync(coordinator);
        Assert.StartsWith("✗ FED-MODEL-NONE", (await OutcomeAsync("backtest")).Error, StringComparison.Ordinal);
        await ScoreAsync("scores.csv", "--data", _files.Write("none.csv", "customer,minuets,plan\n"));
        Assert.StartsWith("✗ FED-BACKTEST-SCORES", (await OutcomeAsync("backtest")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,outcome,date\nc1,maybe,2026-01-01\n", "1 with an outcome that is not no, yes (line 2)")]
    [InlineData("id,outcome,date\nc1,yes,1.1.2026\nc2,yes,2999-01-01\n", "1 with a date in the future (line 3); 1 with a date that is not written as 2026-01-31 (line 2)")]
    [InlineData("id,outcome,date\n ,yes,2026-01-01\nc2,yes\n", "1 with more or fewer cells than the header (line 3); 1 with no id (line 2)")]
    [InlineData("customer,outcome,date\n", "it has no column 'id'; it has 'customer', 'outcome', 'date'")]
    [InlineData("", "it is empty")]
    public async Task OutcomeImport_FaultyFile_IsRefusedWhole(string content, string words)
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await PrepareAsync(coordinator);
        await ScoreAsync("scores.csv");
        var run = await OutcomeAsync("import", _files.Write("left.csv", content));
        Assert.Equal(ExitCode.BadInput, run.Exit);
        Assert.StartsWith($"✗ FED-OUTCOME-FILE  left.csv: {words}", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, new OutcomeBook(LedgerFile.Open(_files.Node), TimeProvider.System).Labels(Customers.Job.Contract).Count);
    }

    private Task<CommandRun> OutcomeAsync(params string[] args) => CommandRun.Of(OutcomeCommand.Create(), [.. args, "--dir", _files.Node.Root]);

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

using System.Text.Json;
using CsvHelper;
using Federated.ClientNode.Commands;
using Federated.ClientNode.Tests.Join;
using Federated.ClientNode.Tests.Strategy;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;

namespace Federated.ClientNode.Tests.Commands;

[Collection("console")]
public sealed class StrategyCommandTests : IDisposable
{
    private const string Plan = """
        sources:
          - {task: uplift, mapping: ../uplift.yaml}
          - {task: recommend, mapping: ../recommend.yaml}
        value: {fixed: 40}
        channels: [{name: email, cost: 0.1}, {name: phone, cost: 3}]
        budget: 100
        curves: curves.csv
        opt_out: out.csv
        """;

    private readonly TestAuthority _authority = new();
    private readonly TemporaryDirectory _files = new();

    public void Dispose()
    {
        _authority.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Strategy_PlanWithTwoTables_WritesPageListAndJsonThatAgree()
    {
        await using var coordinator = await PreparedAsync("uplift", "recommend");
        File.WriteAllText(Path.Combine(_files.Node.Root, "strategy.yaml"), Plan);
        File.WriteAllText(Path.Combine(_files.Node.Root, "curves.csv"), "channel,spend,return\nemail,0,0\nemail,50,90\nphone,0,0\nphone,100,120\n");
        File.WriteAllText(Path.Combine(_files.Node.Root, "out.csv"), "customer\nc5\n");
        var run = await StrategyAsync("--json", "--list", _files.File("strategy.csv"));
        Assert.Equal((ExitCode.Done, ""), (run.Exit, run.Error));

        var sheet = JsonDocument.Parse(run.Out).RootElement;
        var sources = sheet.GetProperty("sources").EnumerateArray().Select(source => (source.GetProperty("mark").GetInt32(), source.GetProperty("job_id").GetString())).ToArray();
        Assert.Equal([(1, ""), (2, ""), (3, ""), (4, "uplift-1a2b"), (5, "recommend-1a2b")], sources);
        var list = Read("strategy.csv");
        Assert.Equal(sheet.GetProperty("contacts").GetProperty("value").GetInt32(), list.Count);
        Assert.Equal(sheet.GetProperty("expected_return").GetProperty("value").GetDouble(), list.Sum(line => Number(line, "expected_return")), 0.01);
        Assert.InRange(list.Sum(line => Number(line, "cost")), 95, 100);
        Assert.Equal(Enumerable.Range(1, list.Count), list.Select(line => (int)Number(line, "rank")));
        Assert.DoesNotContain(list, line => line["customer"] == "c5");
        Assert.Equal(1, sheet.GetProperty("opted_out").GetProperty("value").GetInt32());
        Assert.True(sheet.GetProperty("shadow_price").GetProperty("value").GetDouble() > 0);
        Assert.Equal(150, sheet.GetProperty("allocation").GetProperty("expected_return").GetProperty("value").GetDouble(), 1e-6);
        Assert.All(list, line => Assert.Matches(@"effect: \[4\] uplift-1a2b@[0-9a-f]{12}; value: \[1\] your plan; cost: \[1\] your plan; expected_return: ", line["sources"]));
        Assert.Contains(list, line => line["own_code"].StartsWith("SKU-", StringComparison.Ordinal) && line["reason"].StartsWith("bought", StringComparison.Ordinal));

        var page = await File.ReadAllTextAsync(_files.File("strategy.html"));
        Assert.All(new[] { "Whom to contact first?", "Which channel?", "Which items?", "How does the budget divide by your response curves?", "What to test next?", "Where does it all come from?", "uplift-1a2b" },
            words => Assert.Contains(words, page, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(_files.Root, "*.db"));
    }

    [Fact]
    public async Task Strategy_NoPlan_UsesEveryModelThatTheStandardMappingFeeds()
    {
        await using var coordinator = await PreparedAsync("response", "value", "recommend");
        File.WriteAllText(_files.Node.Mapping, $"source: {_files.File("campaign.csv")}\n");
        var run = await StrategyAsync();
        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Contains("an upper bound", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"\[4\] recommend-1a2b@[0-9a-f]{12}   missing: .*product", run.Out);
        Assert.Contains("test next: Contact a random half and compare", run.Out, StringComparison.Ordinal);
        Assert.Contains("FED-DATA-COLUMN", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_WritesAPlanOfTheReleasedModelsOnceOnly()
    {
        await using var coordinator = await PreparedAsync("uplift", "value");
        var run = await StrategyAsync("--init");
        Assert.Equal(ExitCode.Done, run.Exit);
        var plan = File.ReadAllText(Path.Combine(_files.Node.Root, "strategy.yaml"));
        Assert.Contains("- {task: uplift}", plan, StringComparison.Ordinal);
        Assert.Contains("- {task: value}", plan, StringComparison.Ordinal);
        var again = await StrategyAsync("--init");
        Assert.StartsWith("✗ FED-STRATEGY-EXISTS", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("budget: many", "FED-STRATEGY-TYPE")]
    [InlineData("opt_out: gone.csv", "FED-STRATEGY-OPTOUT")]
    [InlineData("sources: [{task: value, mapping: ../value.yaml}]", "FED-STRATEGY-EMPTY")]
    [InlineData("value: {task: lifetime}\nsources: [{task: uplift, mapping: ../uplift.yaml}]", "FED-STRATEGY-VALUE")]
    public async Task Strategy_PlanThatCannotBeFollowed_IsRefusedAndWritesNothing(string plan, string code)
    {
        await using var coordinator = await PreparedAsync("uplift", "value");
        File.WriteAllText(Path.Combine(_files.Node.Root, "strategy.yaml"), plan);
        File.WriteAllText(_files.Node.Mapping, $"source: {_files.File("campaign.csv")}\n");
        var run = await StrategyAsync("--list", _files.File("strategy.csv"));
        Assert.NotEqual(ExitCode.Done, run.Exit);
        Assert.StartsWith($"✗ {code}", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_files.File("strategy.html")));
        Assert.False(File.Exists(_files.File("strategy.csv")));
    }

    private Task<CommandRun> StrategyAsync(params string[] more) => CommandRun.Of(ReportCommand.Create(), ["strategy", "--dir", _files.Node.Root, "--out", _files.File("strategy.html"), .. more]);

    private async Task<StubCoordinator> PreparedAsync(params string[] models)
    {
        StrategyShop.Write(_files);
        var coordinator = await StubCoordinator.StartAsync(_authority);
        await coordinator.JoinAsync(_files.Node);
        coordinator.Models.RangeLength = 1 << 20;
        foreach (var model in models.Select(StrategyShop.Model))
            coordinator.Models.Release(model.JobId, model.Job.ToYaml(), Safetensors.Write(model.Snapshot), model.Job.Task);
        return coordinator;
    }

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], System.Globalization.CultureInfo.InvariantCulture);

    private List<Dictionary<string, string>> Read(string name)
    {
        using var csv = new CsvParser(new StreamReader(_files.File(name)), System.Globalization.CultureInfo.InvariantCulture);
        csv.Read();
        var heading = csv.Record!;
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
            rows.Add(heading.Zip(csv.Record!).ToDictionary(cell => cell.First, cell => cell.Second));
        return rows;
    }
}

using System.Text.Json;
using CsvHelper;
using Federated.ClientNode.Commands;
using Federated.ClientNode.Tests.Join;
using Federated.ClientNode.Tests.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;

namespace Federated.ClientNode.Tests.Commands;

[Collection("console")]
public sealed class ProfileCommandTests : IDisposable
{
    private const string Segments = """
        name: kinds
        task: segments
        evaluation: {test_fraction: 0.2, validation_fraction: 0}
        options: {fewest: 2, most: 3, floor: 5, restarts: 2, samples: 2, cells: 8}
        contract:
          name: kinds-v1
          fields:
            - {name: customer, role: id}
            - {name: minutes, type: number, min: 0, max: 100}
            - {name: plan, type: boolean}
        """;

    private const string Gone = """
        name: reply
        task: response
        model: {kind: naive_bayes}
        evaluation: {validation_fraction: 0}
        contract:
          name: reply-v1
          fields:
            - {name: customer, role: id}
            - {name: minutes, type: number, min: 0, max: 100}
            - {name: churn, type: category, role: label, values: ["no", "yes"], positive: "yes"}
        """;

    private const string Transactions = "customer,day,amount,shelf\nc0,2026-01-01,10,tea\nc0,2026-01-21,30,tea\nc0,2026-01-22,20,jam\nc7,2026-01-30,-5,=jam\nx1,2026-01-02,7,tea\nc0,2026-02-20,99,tea\n";

    private readonly TestAuthority _authority = new();
    private readonly TemporaryDirectory _files = new();

    public void Dispose()
    {
        _authority.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Profile_TwoModelsAndTransactions_JoinsThemByCustomer()
    {
        await using var coordinator = await PreparedAsync("""
            transactions: {source: bought.csv, customer: customer, date: day, amount: amount, category: shelf, as_of: 2026-01-31, horizon_days: 30}
            """);
        var run = await CommandRun.Of(ProfileCommand.Create(), "--dir", _files.Node.Root, "--out", _files.File("profiles.csv"), "--report", _files.File("profiles.html"), "--json");
        Assert.Equal((ExitCode.Done, ""), (run.Exit, run.Error));
        var score = await CommandRun.Of(ScoreCommand.Create(), "churn", "--dir", _files.Node.Root, "--out", _files.File("scores.csv"));
        Assert.Equal(ExitCode.Done, score.Exit);

        var profiles = Read("profiles.csv");
        Assert.Equal(401, profiles.Count);
        var (scores, first) = (Read("scores.csv"), profiles[0]);
        Assert.Equal(["customer", "minutes", "plan", "recency_days", "frequency", "monetary", "total", "tenure_days", "span_days", "repeat", "repeat_amount", "preferred_category", "churn_score", "churn_group", "segment", "segment_number"], first.Keys.Take(16));
        Assert.Equal(scores.Select(row => (row["customer"], row["group"])), profiles.Take(400).Select(row => (row["customer"], row["churn_group"])));
        Assert.Equal((9.0, 3.0, 20.0, 60.0, 30.0, "tea"), (Number(first, "recency_days"), Number(first, "frequency"), Number(first, "monetary"), Number(first, "total"), Number(first, "tenure_days"), first["preferred_category"]));
        Assert.Equal(("'=jam", "-5"), (profiles[7]["preferred_category"], profiles[7]["total"]));
        Assert.Equal("", profiles[1]["recency_days"]);
        Assert.NotEqual("", profiles[1]["segment"]);
        Assert.Equal(("x1", "", "29"), (profiles[400]["customer"], profiles[400]["churn_score"], profiles[400]["recency_days"]));

        var parts = JsonDocument.Parse(run.Out).RootElement.GetProperty("parts").EnumerateArray().ToDictionary(part => part.GetProperty("name").GetString()!, part => part.GetProperty("customers").GetInt32());
        Assert.Equal((400, 400, 3), (parts["churn"], parts["segments"], parts["transactions"]));
        Assert.Contains("Who are your customers?", File.ReadAllText(_files.File("profiles.html")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_files.Root, "*.db"));
    }

    [Fact]
    public async Task Profile_ModelWhoseColumnIsMissing_LeavesItOutAndSaysSo()
    {
        await using var coordinator = await PreparedAsync("");
        var gone = Gone.Replace("name: minutes", "name: age", StringComparison.Ordinal);
        coordinator.Models.Release("reply-1", JobText(gone), Safetensors.Write(Customers.ModelOf(Gone)), "response");
        var run = await CommandRun.Of(ProfileCommand.Create(), "--dir", _files.Node.Root, "--out", _files.File("profiles.csv"));
        Assert.Equal(ExitCode.Done, run.Exit);
        Assert.Matches(@"response\s+missing: .*age", run.Out);
        Assert.Contains("FED-DATA-COLUMN", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Read("profiles.csv")[0].Keys, name => name.StartsWith("response", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Profile_NothingReleased_IsRefusedAndWritesNothing()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await coordinator.JoinAsync(_files.Node);
        File.WriteAllText(_files.Node.Mapping, Customers.Mapping);
        var run = await CommandRun.Of(ProfileCommand.Create(), "--dir", _files.Node.Root, "--out", _files.File("profiles.csv"));
        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.StartsWith("✗ FED-PROFILE-EMPTY", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_files.File("profiles.csv")));
    }

    private async Task<StubCoordinator> PreparedAsync(string transactions)
    {
        var coordinator = await StubCoordinator.StartAsync(_authority);
        await coordinator.JoinAsync(_files.Node);
        coordinator.Models.Release("kinds-1", JobText(Segments), Safetensors.Write(Customers.ModelOf(Segments)), "segments");
        coordinator.Models.Release("churn-1a2b", Customers.Job.ToYaml(), Safetensors.Write(Customers.Model));
        File.WriteAllText(_files.Node.Mapping, Customers.Mapping + transactions + "\n");
        File.WriteAllText(Path.Combine(_files.Node.Root, "customers.csv"), Customers.Csv());
        File.WriteAllText(Path.Combine(_files.Node.Root, "bought.csv"), Transactions);
        return coordinator;
    }

    private static string JobText(string text) => Federated.Tasks.Jobs.JobSpec.Parse(text, "job.yaml", Federated.Tasks.Catalogue.TaskCatalogue.Declarations).ToYaml();

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

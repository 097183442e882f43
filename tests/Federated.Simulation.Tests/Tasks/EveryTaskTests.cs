using Federated.Coordinator.Jobs;
using Federated.Learning.State;
using Federated.Simulation.Tests.Harness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Drift;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;

namespace Federated.Simulation.Tests.Tasks;

/// <summary>Whatever a task computes has to pass the rounds as they are: their bits, their ring, their chunks and what a message may say.</summary>
public sealed class EveryTaskTests
{
    private const string Balance = "name: balance, type: number, min: 0, max: 200000";
    private const string Calls = "name: calls, type: integer, min: 0, max: 100";
    private const string Plan = $"name: plan, type: category, values: [gold, {SimulatedJob.CategoryCanary}, silver]";
    private const string Churn = "name: churn, type: category, role: label, values: [\"no\", \"yes\"], positive: \"yes\"";
    private const string Spent = "name: spent, type: number, min: 0, max: 1000, role: label";

    private static readonly Dictionary<string, Func<JobSpec>> Jobs = new()
    {
        ["churn"] = () => SimulatedJob.Of("churn", [Balance, Calls, Plan, Churn], "model: {kind: logistic}"),
        ["response"] = () => SimulatedJob.Of("response", [Balance, Calls, $"{Plan}, role: group", Churn], "model: {kind: boosted_trees, trees: 2, depth: 2}"),
        ["insight"] = () => SimulatedJob.Of("insight", [Balance, Calls, Plan, "name: feedback, type: text", Churn]),
        ["recommend"] = () => SimulatedJob.Of("recommend", ["name: feedback, type: text, role: item", Calls], "options: {time: [calls], floor: 5}"),
        ["segments"] = () => SimulatedJob.Of("segments", [Balance, Calls, Plan], "options: {most: 3, restarts: 2, samples: 2, rounds: 5, cells: 8, floor: 5}"),
        ["value"] = () => SimulatedJob.Of("value", [Balance, Calls, Plan, Spent]),
        ["lifetime"] = () => SimulatedJob.Of("lifetime", [.. new[] { "repeats, type: integer", "recency, type: number", "age, type: number", "mean_amount, type: number" }.Select(field => $"name: {field}, min: 0, max: 1000"), Spent], "options: {penalty: 0.01}"),
        ["forecast"] = () => SimulatedJob.Of("forecast", [Calls, Balance, Plan, Spent], "options: {period: [calls], series: [plan], price: [balance], horizon: 3, cuts: 1, season: 0}\nmodel: {kind: boosted_trees, trees: 2, depth: 2}"),
        ["forecast by gru"] = () => SimulatedJob.Of("forecast", [Calls, Balance, Plan, Spent], "options: {period: [calls], series: [plan], price: [balance], horizon: 3, cuts: 1, season: 0}\nmodel: {kind: gru, units: 4}\ntraining: {rounds: 2}"),
        ["sentiment"] = () => SimulatedJob.Of("sentiment", ["name: feedback, type: text", "name: mood, type: category, role: label, values: [bad, good], positive: good"], "options: {bucket_bits: 10}"),
        ["uplift"] = () => SimulatedJob.Of("uplift", [Balance, Calls, Plan, "name: mood, type: category, values: [bad, good]", Churn], "options: {treatment: [mood], permutations: 99}\nmodel: {kind: boosted_trees, trees: 2, depth: 2}"),
        ["experiment"] = () => SimulatedJob.Of("experiment", [Calls, "name: mood, type: category, values: [bad, good]", $"{Plan}, role: group", Churn], "options: {variant: [mood], floor: 5}"),
        ["click"] = () => SimulatedJob.Of("click", [Balance, Plan, "name: feedback, type: text", Churn], "options: {bucket_bits: 8, steps: 4, by: [plan]}"),
        ["creative"] = () => SimulatedJob.Of("creative", [Calls, Plan, "name: propensity, type: number, min: 0, max: 1", Churn], "options: {arm: [plan]}"),
        ["experience"] = () => SimulatedJob.Of("experience", [Calls, $"{Plan}, role: group", "name: answer, type: integer, min: 0, max: 10, role: label"], "options: {kind: promoters}"),
    };

    public static TheoryData<string> Tasks => [.. TaskCatalogue.Names.Union(Jobs.Keys)];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Run_JobOfTheCatalogue_Completes(string task) => Complete(task, Jobs[task]());

    // Kinds of models whose rounds are unlike those of the task's usual one.
    [Theory]
    [InlineData("gru4rec")]
    [InlineData("sasrec")]
    [InlineData("two_tower")]
    [InlineData("factors")]
    public void Run_RecommenderThatRoundsTrain_Completes(string kind) => Complete(
        "recommend", SimulatedJob.Of("recommend", ["name: plan, type: text, role: item", Calls, "name: mood, type: category, values: [bad, good]"], $"model: {{kind: {kind}}}\noptions: {{time: [calls], rounds: 2, width: 4, floor: 5, most_customers: 1000}}", id: "household"));

    // Every task that averages updates, by the geometric median of five partners and by groups of three.
    [Theory]
    [InlineData("geometric-median", 5)]
    [InlineData("trimmed-mean", 15)]
    public void Run_RobustJobOfEachTaskThatAverages_Completes(string method, int nodes)
    {
        string robust = $"robust: {{method: {method}}}\nevaluation: {{validation_fraction: 0}}\n", cohort = $"minimum: {(nodes == 5 ? 5 : 3)}, collusion: 0.2, dropout: 0.34";
        (string, JobSpec)[] jobs =
        [
            ("response", SimulatedJob.Of("response", [Balance, Calls, Plan, Churn], $"{robust}model: {{kind: mlp, hidden: [4], batch_norm: true}}\ntraining: {{rounds: 2}}\noptions: {{importance: false, drift: false}}", cohort: cohort)),
            ("forecast", SimulatedJob.Of("forecast", [Calls, Balance, Plan, Spent], $"{robust}options: {{period: [calls], series: [plan], price: [balance], horizon: 3, cuts: 1, season: 0}}\nmodel: {{kind: gru, units: 4}}\ntraining: {{rounds: 1}}", cohort: cohort)),
            ("recommend", SimulatedJob.Of(
                "recommend", ["name: plan, type: text, role: item", Calls, "name: mood, type: category, values: [bad, good]"],
                $"{robust}model: {{kind: two_tower}}\noptions: {{time: [calls], rounds: 2, width: 4, floor: 5, most_customers: 1000}}", id: "household", cohort: cohort)),
        ];
        Assert.All(jobs, job => Complete(job.Item1, job.Item2, nodes));
    }

    private static void Complete(string task, JobSpec document, int nodes = 4)
    {
        using var consortium = new SimulatedConsortium(document, nodes, rows: 80);
        Job job = consortium.Run(turns: 3000);
        Assert.True(job.State == JobState.Completed, $"{task} ended as {job.State} at round {job.Round}: {job.Detail}");
        Assert.All(consortium.Account.Sealed, round => Assert.Equal(document.Robust is { IsGrouped: true } && round.Survivors.Count == 3 ? 3 : nodes, round.Survivors.Count));

        // What a node shows of it, it can also show to a partner that took no part.
        JobSpec spec = JobSpec.Parse(job.Document, job.Id, TaskCatalogue.Declarations);
        ModelSnapshot released = Safetensors.Read(consortium.Coordinator.Snapshots.Find(job.SnapshotHash)!);
        ITaskRows rows = consortium.Nodes[0].Rows(spec);
        TaskReport report = TaskCatalogue.For(spec).Present(released, null, rows);
        Assert.NotEmpty(report.Title);
        Assert.NotEmpty(report.Sections);
        Assert.Equal(document.Robust is not null, report.Summary.Contains("may be bad", StringComparison.Ordinal));
        DriftReport.Compare(spec, released, rows);
    }
}

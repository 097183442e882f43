using System.Globalization;
using Federated.Conformance.Tests.Forecast;
using Federated.Conformance.Tests.Recommend;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Tests.Click;
using Federated.Tasks.Tests.Creative;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Tasks;

/// <summary>What a task costs on a public table: never more rounds than a partner is told before it agrees.</summary>
public sealed class CostOfTasksTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";

    [SiloRowsFact]
    public void Rounds_OfEachTask_AreNoMoreThanAnnounced()
    {
        SiloRows rows = SiloRows.TelcoByContract();
        Cost(rows, "insight", "options: {group_by: [InternetService], pairs: false}");
        Cost(rows, "segments", "options: {fewest: 2, most: 4, restarts: 4, samples: 2}");
        Cost(rows, "churn", "model: {kind: logistic}");
        Cost(rows, "churn", "model: {kind: naive_bayes}");
        Cost(rows, "churn", "model: {kind: boosted_trees, trees: 20, depth: 4}");
        Cost(rows, "churn", "model: {kind: random_forest, trees: 20, depth: 5}");
        Cost(rows, "churn", "model: {kind: mlp, hidden: [16]}\ntraining: {rounds: 10}");
        Cost(SiloRows.PageValuesByTraffic(), "value", "evaluation: {validation_fraction: 0}");
        Cost(SiloRows.CallsByArea(), "experience", "options: {top_boxes: 8}");
    }

    [SiloRowsFact]
    public void Rounds_OfCampaigns_AreNoMoreThanAnnounced()
    {
        SiloRows rows = SiloRows.TelcoByContract();
        Cost(rows, "uplift", "options: {treatment: [PaperlessBilling]}");
        Cost(rows, "uplift", "options: {treatment: [PaperlessBilling]}\nmodel: {kind: boosted_trees, trees: 20, depth: 3}");
        Cost(rows, "experiment", "options: {variant: [PaymentMethod]}");
    }

    [Fact]
    public void Rounds_OfLifetime_AreNoMoreThanAnnounced()
    {
        JobSpec job = LifetimeOnPartnersTests.Job("cost");
        Cost("lifetime", job, [.. new[] { 1473, 1695, 3875 }.Select((count, place) => new MadeUpBuyers((ulong)place).Draw(job.Contract, count))]);
    }

    [WebVisitsTheory]
    [InlineData("ease", 1)]
    [InlineData("two_tower", 2)]
    [InlineData("gru4rec", 1)]
    [InlineData("sasrec", 1)]
    [InlineData("factors", 2)]
    public void Rounds_OfRecommend_AreNoMoreThanAnnounced(string kind, int rounds)
    {
        JobSpec job = WebVisits.Job("cost", $"evaluation: {{test_fraction: 0.1}}\nmodel: {{kind: {kind}}}\noptions: {{rounds: {(IsLong ? 30 : rounds)}, most_customers: 100000}}");
        Cost($"recommend {kind}", job, [.. WebVisits.Blocks(job, IsLong ? 3 : 30, 0).Take(3)]);
    }

    [Theory]
    [InlineData("logistic")]
    [InlineData("factorization_machine")]
    [InlineData("deep_fm")]
    public void Rounds_OfClick_AreNoMoreThanAnnounced(string learner)
    {
        var events = new ClickEvents(1000);
        JobSpec job = ClickEvents.Job($"learner: {learner}, ");
        Cost($"click, {learner}", job, [.. Enumerable.Range(1, 3).Select(partner => events.Draw(job, 2000, (ulong)partner).Table)]);
    }

    [Fact]
    public void Rounds_OfCreative_AreNoMoreThanAnnounced()
    {
        JobSpec job = CreativeLog.Parse("");
        Cost("creative", job, [.. Enumerable.Range(1, 3).Select(partner => CreativeLog.Draw(job, 2000, (ulong)partner))]);
    }

    [OrangeJuiceFact]
    public void Rounds_OfForecast_AreNoMoreThanAnnounced()
    {
        foreach (string model in new[] { "{kind: linear}", "{kind: boosted_trees, trees: 5, depth: 4}", "{kind: gru}\ntraining: {rounds: 4}" })
        {
            JobSpec job = OrangeJuice.Job($"options: {{period: [week], horizon: 4, cuts: 1, validation_cuts: 1}}\nmodel: {model}");
            Cost($"forecast {model.ReplaceLineEndings(" ")}", job, [.. OrangeJuice.Stores(job.Contract, OrangeJuice.LastWeek - 29).Where((_, store) => store % 20 == 0)]);
        }
    }

    private void Cost(SiloRows rows, string task, string settings)
    {
        JobSpec job = JobSpec.Parse($"name: cost\ntask: {task}\n{settings}\ncontract:\n  {rows.Contract.ToYaml().ReplaceLineEndings("\n  ")}\n", "job.yaml", TaskCatalogue.Declarations);
        Cost($"{task} {settings.ReplaceLineEndings(" ")}", job, rows.Partners(job.Evaluation.Salt, fewestRows: 1));
    }

    private void Cost(string name, JobSpec job, IReadOnlyList<LocalTable> partners)
    {
        TaskCourse course = TaskCourse.Run(job, partners);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {course.Rounds} of at most {course.Announced} rounds, {course.BytesOfNode / 1000.0:0.#} kB a node, {course.Time.TotalSeconds:0.0} s; {course.Task.Describe(course.Model).Headline}"));
        Assert.InRange(course.Rounds, 1, course.Announced);
    }
}

using Federated.Coordinator.Jobs;
using Federated.Learning.State;
using Federated.Simulation.Tests.Harness;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Xunit.Abstractions;

namespace Federated.Simulation.Tests.Tasks;

/// <summary>
/// Whole jobs through the rounds as they are, with partners that poison the model: the plain mean fails, a job with <c>robust:</c> does not. Without bad partners about 0.93 of
/// customers are told right.
/// </summary>
public sealed class RobustJobTests(ITestOutputHelper output)
{
    private const double ThreePoints = 0.03;
    private const int Groups = 5, Members = 15;
    private const string Median = "robust: {method: median, tolerate: 1}";
    private const string TrimmedMean = "robust: {method: trimmed-mean, tolerate: 1, norm: 4}";
    private const string GeometricMedian = "robust: {method: geometric-median, tolerate: 1}";

    private static readonly Lazy<double> Clean = new(() => Run(LeavingCustomers.Job(""), Members).Accuracy);
    private static readonly Lazy<double> CleanSeven = new(() => Run(LeavingCustomers.Job(""), 7).Accuracy);

    [Fact]
    public void Run_LyingProgramAndThePlainMean_SpoilsTheModel() => AssertSpoilt(Run(LeavingCustomers.Job(""), Members, liars: 1), Clean.Value);

    [Theory]
    [InlineData(Median)]
    [InlineData(TrimmedMean)]
    public void Run_LyingProgramAndGroups_IsWithinThreePoints(string robust)
    {
        Outcome outcome = Run(LeavingCustomers.Job(robust), Members, liars: 1);

        AssertBorne(outcome, Clean.Value);
        // Five rounds of training, each of five groups; a group has the same three members in all of them, and nobody is in two.
        var cohorts = outcome.Account.Sealed.Where(round => round.Survivors.Count < Members).Select(round => string.Join(' ', round.Survivors)).ToList();
        Assert.Equal(5 * Groups, cohorts.Count);
        Assert.Equal(Groups, cohorts.Distinct().Count());
        Assert.Equal(Members, cohorts.Distinct().SelectMany(cohort => cohort.Split(' ')).Distinct().Count());
        Assert.Contains("over 5 groups of partners, of whom 1 may be bad", outcome.Detail, StringComparison.Ordinal);
        Assert.Contains("over 5 groups of partners, of whom 1 may be bad", outcome.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TheSameJobWithOtherPartnersRandomness_DrawsOtherGroups()
    {
        JobSpec job = LeavingCustomers.Job(Median, rounds: 1);

        Assert.NotEqual(Cohorts(Run(job, Members, seed: 1)), Cohorts(Run(job, Members, seed: 2)));
    }

    [Fact]
    public void Run_LargePoisonedTableAndThePlainMean_SpoilsTheModel() => AssertSpoilt(Run(LeavingCustomers.Job(""), 7, poisoned: 1), CleanSeven.Value);

    [Fact]
    public void Run_LargePoisonedTableAndTheGeometricMedian_IsWithinThreePoints()
    {
        Outcome outcome = Run(LeavingCustomers.Job(GeometricMedian, minimum: 5), 7, poisoned: 1);

        AssertBorne(outcome, CleanSeven.Value);
        Assert.Contains("trained by the geometric median of partners, of whom 1 may be bad", outcome.Detail, StringComparison.Ordinal);
    }

    private void AssertSpoilt(Outcome outcome, double clean)
    {
        output.WriteLine($"spoilt: {outcome.Accuracy:0.000}, clean {clean:0.000}");
        Assert.True(outcome.Accuracy < clean - 0.1, $"The plain mean bears it: {outcome.Accuracy}, clean {clean}. The attack is too weak to show anything.");
    }

    private void AssertBorne(Outcome outcome, double clean)
    {
        output.WriteLine($"borne: {outcome.Accuracy:0.000}, clean {clean:0.000}, {outcome.Account.Sealed.Count} rounds");
        Assert.True(outcome.Accuracy > clean - ThreePoints, $"{outcome.Accuracy}, clean {clean}");
    }

    private static string Cohorts(Outcome outcome) =>
        string.Join('\n', outcome.Account.Sealed.Where(round => round.Survivors.Count < Members).Select(round => string.Join(' ', round.Survivors)));

    private static Outcome Run(JobSpec document, int nodes, int liars = 0, long seed = 1, int poisoned = 0)
    {
        using var consortium = new SimulatedConsortium(document, nodes, seed, table: partner => LeavingCustomers.Csv(partner, isPoisoned: partner >= nodes - poisoned));
        var program = new LyingProgram(consortium, [.. Enumerable.Range(0, liars).Select(liar => $"partner-{liar}")]);
        Job done = consortium.Run(turns: 3000);
        Assert.True(done.State == JobState.Completed, $"ended as {done.State} at round {done.Round}: {done.Detail}");
        Assert.Equal(liars > 0, program.Lies > 0);

        JobSpec job = JobSpec.Parse(done.Document, done.Id, TaskCatalogue.Declarations);
        ModelSnapshot released = Safetensors.Read(consortium.Coordinator.Snapshots.Find(done.SnapshotHash)!);
        IJointTask task = TaskCatalogue.For(job);
        LocalTable[] honest = [.. consortium.Nodes.SkipLast(poisoned).SelectMany(node => node.Rows(job).Batches()).Select(rows => TrainTestSplit.Split(rows, job.Evaluation.TestFraction).Test)];
        double right = honest.Sum(table => task.Score(released, null, table, ScoreOptions.ScoresOnly).Ranking().Zip(table.Labels.ToArray(), (score, label) => score > 0.5 == label > 0.5 ? 1 : 0).Sum());
        string summary = task.Present(released, null, consortium.Nodes[0].Rows(job)).Summary;
        return new Outcome(right / honest.Sum(table => table.RowCount), done.Detail!, summary, consortium.Account);
    }

    /// <param name="Accuracy">Share of the honest partners' held-out customers that the released model tells right.</param>
    /// <param name="Detail">What the job says in the end.</param>
    /// <param name="Summary">What a partner's report says.</param>
    /// <param name="Account">Its rounds.</param>
    private sealed record Outcome(double Accuracy, string Detail, string Summary, RoundAccount Account);
}

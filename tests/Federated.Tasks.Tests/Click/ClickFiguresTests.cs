using System.Globalization;
using Federated.Learning.Metrics;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Xunit.Abstractions;

namespace Federated.Tasks.Tests.Click;

/// <summary>
/// Joint against pooled and alone on generated clicks whose truth is known. With FEDERATED_FIGURES=1 at full size: 100,000 events of ten partners and 10,000 pages.
/// </summary>
public sealed class ClickFiguresTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";

    [Fact]
    public void Joint_Regression_IsThePooledModelAndBeforeThoseAlone() => Compare("logistic", 0.005);

    [Theory]
    [InlineData("factorization_machine")]
    [InlineData("deep_fm")]
    public void Joint_MachineOfFactors_IsNearThePooledModelAndBeforeThoseAlone(string learner) => Compare(learner, 0.02);

    private void Compare(string learner, double within)
    {
        int partners = IsLong ? 10 : 4, rows = IsLong ? 10_000 : 500;
        var events = new ClickEvents(IsLong ? 10_000 : 200);
        JobSpec job = ClickEvents.Job(
            $"bucket_bits: {(IsLong ? 14 : 9)}, importance: false, learner: {learner}, ",
            "training: {rounds: 20, local_epochs: 2, learning_rate: 0.005, weight_decay: 0.1, batch_size: 128}\nevaluation: {validation_fraction: 0, salt: clicks}");
        LocalTable[] tables = [.. Enumerable.Range(0, partners).Select(partner => events.Draw(job, rows, (ulong)(partner + 1)).Table)];
        (LocalTable fresh, double[] truth) = events.Draw(job, IsLong ? 40_000 : 4_000, 999);

        double Area(params LocalTable[] nodes)
        {
            var run = new JointRun(job, nodes);
            double[] scores = [.. run.Task.Score(run.Model, null, fresh, ScoreOptions.ScoresOnly).Columns[0].Numbers!];
            return AreaUnderCurve.Exact([.. scores.Select(score => (float)score)], fresh.Labels);
        }

        double joint = Area(tables), pooled = Area(LocalTable.Concatenate(tables)), alone = tables.Take(IsLong ? 3 : 1).Average(table => Area(table));
        double possible = AreaUnderCurve.Exact([.. truth.Select(value => (float)value)], fresh.Labels);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{learner}: alone {alone:0.0000}, joint {joint:0.0000}, pooled {pooled:0.0000}, true chances {possible:0.0000}"));
        Assert.InRange(joint, pooled - within, possible);
        Assert.True(joint > alone + 0.02, $"joint {joint}, alone {alone}");
    }
}

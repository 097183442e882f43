using System.Globalization;
using Federated.Learning.Metrics;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Xunit.Abstractions;

namespace Federated.Tasks.Tests.Click;

/// <summary>
/// Joint against pooled and alone on generated clicks whose truth is known. Pooled is told twice: the task's own training of all rows in one place, and, for what is
/// no convex problem and at full size, the usual training in small batches with its learning rate and decay chosen on validation rows. With FEDERATED_FIGURES=1 at full size:
/// 100,000 events of ten partners and 10,000 pages, five draws.
/// </summary>
public sealed class ClickFiguresTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";

    [Theory]
    [InlineData("logistic")]
    [InlineData("factorization_machine")]
    [InlineData("deep_fm")]
    public void Joint_EveryLearner_IsThePooledModelAndBeforeThoseAlone(string learner)
    {
        int draws = IsLong ? 5 : 1;
        var figures = new List<ClickFigures>();
        for (int draw = 1; draw <= draws; draw++)
        {
            figures.Add(Figures(learner, (ulong)draw));
            output.WriteLine($"{learner}, draw {draw}: {figures[^1]}");
            Assert.InRange(figures[^1].Joint, Math.Max(figures[^1].Pooled, figures[^1].Batches ?? 0) - 0.005, figures[^1].Possible);
            Assert.True(figures[^1].Joint > figures[^1].Alone + 0.02, $"{figures[^1]}");
        }

        string Spread(Func<ClickFigures, double> of)
        {
            double mean = figures.Average(of), square = figures.Sum(each => Math.Pow(of(each) - mean, 2));
            return string.Create(CultureInfo.InvariantCulture, $"{mean:0.0000} ± {Math.Sqrt(square / Math.Max(1, figures.Count - 1)):0.0000}");
        }

        output.WriteLine($"{learner}: alone {Spread(each => each.Alone)}, joint {Spread(each => each.Joint)}, pooled {Spread(each => each.Pooled)}, "
            + $"pooled in small batches {(figures[0].Batches is null ? "not tried" : Spread(each => each.Batches!.Value))}, true chances {Spread(each => each.Possible)}");
    }

    private static ClickFigures Figures(string learner, ulong draw)
    {
        int partners = IsLong ? 10 : 4, rows = IsLong ? 10_000 : 1_000, pages = IsLong ? 10_000 : 200;
        var events = new ClickEvents(pages);
        JobSpec job = ClickEvents.Job(
            $"bucket_bits: {(IsLong ? 14 : 9)}, importance: false, {(IsLong ? "" : "hidden: 8, ")}learner: {learner}, ", "evaluation: {validation_fraction: 0.1, salt: clicks}");
        LocalTable[] tables = [.. Enumerable.Range(1, partners).Select(partner => events.Draw(job, rows, (draw * 1000) + (ulong)partner).Table)];
        (LocalTable fresh, double[] truth) = events.Draw(job, IsLong ? 40_000 : 4_000, (draw * 1000) + 999);

        double Area(params LocalTable[] nodes)
        {
            var run = new JointRun(job, "worth", nodes);
            return AreaUnderCurve.Exact([.. run.Task.Score(run.Model, null, fresh, ScoreOptions.ScoresOnly).Columns[0].Numbers!.Select(score => (float)score)], fresh.Labels);
        }

        LocalTable pool = LocalTable.Concatenate(tables);
        return new ClickFigures(
            Alone: tables.Take(IsLong ? 3 : 1).Average(table => Area(table)),
            Joint: Area(tables),
            Pooled: Area(pool),
            Batches: !IsLong || learner == "logistic" ? null : AreaUnderCurve.Exact(BatchTraining.Logits(job, pages, learner == "deep_fm", pool, fresh), fresh.Labels),
            Possible: AreaUnderCurve.Exact([.. truth.Select(value => (float)value)], fresh.Labels));
    }

    private sealed record ClickFigures(double Alone, double Joint, double Pooled, double? Batches, double Possible)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"alone {Alone:0.0000}, joint {Joint:0.0000}, pooled {Pooled:0.0000}, in small batches {Batches:0.0000}, true chances {Possible:0.0000}");
    }
}

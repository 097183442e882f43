using Federated.ClientNode.Scoring;
using Federated.Learning.Metrics;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Sections;

namespace Federated.ClientNode.Outcomes;

/// <summary>Holds the last scores against what happened. The interval of the area under the curve is that of Hanley and McNeil (1982), 95%.</summary>
internal static class Backtesting
{
    private const double NormalQuantile = 1.959964;

    /// <summary>The newest time of scoring for which anything is known; the newest of all when nothing is known for any.</summary>
    /// <returns>Null when customers were never scored with the model of this job.</returns>
    public static Backtest? OfLastScores(ScoreBook scores, OutcomeBook outcomes, string jobId, LabelValues label)
    {
        var runs = scores.Runs(jobId);
        foreach (var run in runs)
        {
            var matches = outcomes.Matches(run, label.Name).Select(match => (match.Score, Label: label.Number(match.Value))).Where(match => match.Label is not null).ToArray();
            if (matches.Length > 0)
                return Of(run, [.. matches.Select(match => match.Score)], [.. matches.Select(match => match.Label!.Value)]);
        }

        return runs.Count == 0 ? null : Of(runs[0], [], []);
    }

    /// <param name="run">When the customers were scored, and how their groups were cut.</param>
    /// <param name="scores">Of those whose outcome is known.</param>
    /// <param name="labels">Their outcomes, 1 or 0.</param>
    public static Backtest Of(ScoringRun run, float[] scores, float[] labels)
    {
        var positives = labels.Count(label => label > 0.5f);
        var area = scores.Length == 0 ? double.NaN : AreaUnderCurve.Exact(scores, labels);
        var lift = positives == 0 ? double.NaN : CumulativeGain.Lift(scores, labels, Math.Max(1, scores.Length / 10));
        ScoreGroup[] groups = [.. scores.Zip(labels).GroupBy(each => ScoreGroups.Of(each.First, run.Cuts)).OrderBy(group => group.Key).Select(group => new ScoreGroup(
            group.Key, group.Count(), group.Average(each => (double)each.First), group.Min(each => each.First), group.Max(each => each.First), group.Average(each => (double)each.Second)))];
        var error = scores.Length == 0 ? double.NaN : groups.Sum(group => group.Rows * Math.Abs(group.MeanScore - group.Observed)) / scores.Length;
        return new Backtest(run.At, run.JobId, run.Customers, scores.Length, positives, WithInterval(area, positives, scores.Length - positives), new Estimate(lift), error, groups);
    }

    internal static Estimate WithInterval(double area, double positives, double negatives)
    {
        if (!double.IsFinite(area))
            return new Estimate(double.NaN);
        double square = area * area, first = (area / (2 - area)) - square, second = (2 * square / (1 + area)) - square;
        var deviation = Math.Sqrt(Math.Max(0, (area * (1 - area)) + ((positives - 1) * first) + ((negatives - 1) * second)) / (positives * negatives));
        return new Estimate(area, Math.Max(0, area - (NormalQuantile * deviation)), Math.Min(1, area + (NormalQuantile * deviation)));
    }
}

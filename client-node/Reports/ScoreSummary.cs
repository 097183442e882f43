using System.Runtime.InteropServices;
using Federated.ClientNode.Scoring;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Sections;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Reports;

/// <summary>This partner's customers by tenths of their scores.</summary>
internal static class ScoreSummary
{
    /// <summary>Scores all rows and sums up the groups; four bytes a row are held.</summary>
    /// <returns>Null when the task does not rank customers.</returns>
    public static ReportSection? Section(IJointTask task, SavedModel model, ModelSnapshot? memory, ITaskRows rows)
    {
        if (Scores(task, model, memory, rows) is not { Length: > 0 } scores)
            return null;
        var (what, format) = LabelWords.OfScore(model.Job);
        return ScoresSection.Of(what, format, Groups(scores), scores.Average(score => (double)score));
    }

    /// <summary>The groups of scores, as <see cref="ScoreGroups"/> tells them.</summary>
    /// <param name="scores">In any order, at least one, not NaN.</param>
    public static IReadOnlyList<ScoreGroup> Groups(ReadOnlySpan<float> scores)
    {
        var cuts = ScoreGroups.Cuts(scores);
        var (counts, sums, lowest, highest) = (new long[ScoreGroups.Count], new double[ScoreGroups.Count], new float[ScoreGroups.Count], new float[ScoreGroups.Count]);
        Array.Fill(lowest, float.PositiveInfinity);
        Array.Fill(highest, float.NegativeInfinity);
        foreach (var score in scores)
        {
            var group = ScoreGroups.Of(score, cuts) - 1;
            counts[group]++;
            sums[group] += score;
            (lowest[group], highest[group]) = (Math.Min(lowest[group], score), Math.Max(highest[group], score));
        }

        return [.. Enumerable.Range(0, ScoreGroups.Count).Where(group => counts[group] > 0)
            .Select(group => new ScoreGroup(group + 1, counts[group], sums[group] / counts[group], lowest[group], highest[group]))];
    }

    // A task that describes and scores nobody says so by refusing; that the state is one of its job is known by now.
    private static float[]? Scores(IJointTask task, SavedModel model, ModelSnapshot? memory, ITaskRows rows)
    {
        var scores = new List<float>();
        try
        {
            var score = task.Prepare(model.Snapshot, memory);
            foreach (var batch in rows.Batches())
            {
                var scored = score(batch, ScoreOptions.ScoresOnly);
                if (!scored.IsRanking)
                    return null;
                scores.AddRange(scored.Ranking().Where(score => !float.IsNaN(score)));
            }
        }
        catch (TaskStateException)
        {
            return null;
        }

        return CollectionsMarshal.AsSpan(scores).ToArray();
    }
}

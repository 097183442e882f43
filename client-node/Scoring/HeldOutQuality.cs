using Federated.Learning.Metrics;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Scoring;

/// <summary>How well a model does on the held-out rows of one table; exact, for nothing of it leaves the node.</summary>
/// <param name="Rows">Held-out rows.</param>
/// <param name="Positives">Those of the positive class.</param>
/// <param name="AreaUnderCurve">Area under the ROC curve; null when a class has no row.</param>
/// <param name="LogLoss">Mean cross-entropy in nats; null of no rows.</param>
/// <param name="Accuracy">Share of rows whose class is predicted at a probability of 0.5; null of no rows.</param>
internal sealed record HeldOutQuality(int Rows, int Positives, double? AreaUnderCurve, double? LogLoss, double? Accuracy)
{
    // The nearest to 0 and 1 that a probability in 32 bits can be told from them.
    private const double LeastProbability = 1e-7;

    /// <summary>Scores the rows that the job's split holds out.</summary>
    /// <exception cref="TaskStateException">The snapshot is not a model of this job.</exception>
    public static HeldOutQuality Of(JobSpec job, ModelSnapshot model, LocalTable table)
    {
        var (_, test) = TrainTestSplit.Split(table, job.Evaluation.TestFraction);
        return test.RowCount == 0
            ? new HeldOutQuality(0, 0, null, null, null)
            : Of(TaskCatalogue.For(job).Score(model, memory: null, test, ScoreOptions.ScoresOnly).Ranking(), test.Labels);
    }

    /// <param name="probabilities">Of the positive class, in [0, 1], one a row, at least one row.</param>
    /// <param name="labels">0 or 1, one a row.</param>
    public static HeldOutQuality Of(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> labels)
    {
        double loss = 0;
        int positives = 0, correct = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var isPositive = labels[row] > 0.5f;
            var ofTruth = isPositive ? probabilities[row] : 1.0 - probabilities[row];
            loss -= Math.Log(Math.Max(ofTruth, LeastProbability));
            positives += isPositive ? 1 : 0;
            correct += probabilities[row] >= 0.5f == isPositive ? 1 : 0;
        }

        var area = Learning.Metrics.AreaUnderCurve.Exact(probabilities, labels);
        return new HeldOutQuality(labels.Length, positives, double.IsFinite(area) ? area : null, loss / labels.Length, (double)correct / labels.Length);
    }
}

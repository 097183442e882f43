using Federated.Learning.Metrics;

namespace Federated.Computations.Evaluation;

/// <summary>The sums of batches of rows that the node has scored.</summary>
/// <param name="batches">Its held-out rows, at most <see cref="FederatedEvaluation.MaximumRows"/>.</param>
public sealed class ScoredBatches(IEnumerable<ScoredBatch> batches) : IScoreSums
{
    private const int LossSum = 0, TruePositives = 1, FalsePositives = 2, Histograms = 3;

    /// <inheritdoc/>
    public void Add(EvaluationOptions options, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (ScoredBatch batch in batches)
            Add(batch, options, into);
    }

    private static void Add(ScoredBatch batch, EvaluationOptions options, Span<double> into)
    {
        ReadOnlySpan<float> probabilities = batch.Probabilities.Span, labels = batch.Labels.Span;
        for (int row = 0; row < labels.Length; row++)
        {
            bool positive = labels[row] == 1;
            double probability = probabilities[row], ofTruth = positive ? probability : 1 - probability;
            into[LossSum] += Math.Min(-Math.Log(ofTruth), FederatedEvaluation.MaximumRowLoss) / FederatedEvaluation.MaximumRowLoss;
            into[Histograms + (positive ? 0 : options.Bins) + ScoreHistogram.Bin(probability, options.Bins)]++;
            if (probability >= options.Threshold)
                into[positive ? TruePositives : FalsePositives]++;
        }
    }
}

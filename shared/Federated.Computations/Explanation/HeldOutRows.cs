using Federated.Learning.Explanations;
using Federated.Learning.Training;

namespace Federated.Computations.Explanation;

/// <summary>A node's held-out rows and the model that scores them.</summary>
/// <param name="batches">The rows, the same on every pass; a batch at a time is in memory. Values within a batch are permuted among its rows only.</param>
/// <param name="score">One number a row: for importance the probability of label 1.</param>
public sealed class HeldOutRows(IEnumerable<LabelledRows> batches, Scorer score)
{
    /// <summary>The rows, in the same batches on every pass.</summary>
    public IEnumerable<LabelledRows> Batches { get; } = batches;

    /// <summary>The model.</summary>
    public Scorer Score { get; } = score;

    /// <summary>Scores of rows, each a finite number.</summary>
    /// <exception cref="ContributionException">Another number of scores than rows, or a score that is not finite.</exception>
    internal float[] Scores(ReadOnlyMemory<float> features, int rows)
    {
        float[] scores = Score(features);
        if (scores.Length != rows)
            throw new ContributionException($"The model gave {scores.Length} scores for {rows} rows; explanations take models with one output.");
        int fault = Array.FindIndex(scores, score => !float.IsFinite(score));
        return fault < 0 ? scores : throw new ContributionException($"The model's output for row {fault} is {scores[fault]}; check the scale of its features, or the model.");
    }
}

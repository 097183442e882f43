namespace Federated.Learning.Losses;

/// <summary>
/// Bayesian personalised ranking (Rendle et al. 2009, section 4): −ln σ(s⁺ − s⁻), averaged over the sampled items of a row when there are several. A row's
/// outputs are scores of one item that was chosen and of items that were not; its label is the place of the chosen one (usually 0).
/// </summary>
public sealed class BayesianPersonalizedRanking : RowLoss
{
    /// <summary>A loss of one chosen and some sampled items.</summary>
    /// <param name="negatives">Sampled items of a row, at least 1. Default 1.</param>
    public BayesianPersonalizedRanking(int negatives = 1)
        : base(1 + negatives, 1)
        => ArgumentOutOfRangeException.ThrowIfLessThan(negatives, 1);

    /// <inheritdoc/>
    public override void RequireLabels(ReadOnlySpan<float> labels)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if (!(labels[row] >= 0 && labels[row] < OutputSize && float.IsInteger(labels[row])))
                throw new ArgumentException($"Row {row} has label {labels[row]}; the chosen item's place is a whole number from 0 to {OutputSize - 1}.", nameof(labels));
        }
    }

    /// <inheritdoc/>
    protected override double AddUp(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
    {
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = (weights.IsEmpty ? scale : weights[row] * scale) / (OutputSize - 1);
            loss += AddRow(outputs.Slice(row * OutputSize, OutputSize), (int)labels[row], weight, gradient.Slice(row * OutputSize, OutputSize));
        }

        return loss;
    }

    private static double AddRow(ReadOnlySpan<float> scores, int chosen, double weight, Span<float> slopes)
    {
        double loss = 0, total = 0;
        for (int item = 0; item < scores.Length; item++)
        {
            if (item == chosen)
                continue;
            double margin = (double)scores[chosen] - scores[item];
            double slope = weight * Logistic.Sigmoid(-margin);
            loss += Logistic.CrossEntropy(margin, 1);
            slopes[item] = (float)slope;
            total += slope;
        }

        slopes[chosen] = (float)-total;
        return weight * loss;
    }
}

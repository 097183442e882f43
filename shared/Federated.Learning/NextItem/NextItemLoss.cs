using Federated.Learning.Losses;

namespace Federated.Learning.NextItem;

/// <summary>
/// Sampled softmax at each step of a sequence (Jean et al. 2015, section 3.2): −ln of the share of the right item, the first score of a step, among the
/// scores of that step; the mean over the steps that count. A row has one label a step, 1 where an item is to be found and 0 where there is none.
/// </summary>
public sealed class NextItemLoss : RowLoss
{
    private readonly int _each;

    /// <summary>A loss of so many steps.</summary>
    /// <param name="steps">Target steps of a row, at least 1.</param>
    /// <param name="negatives">Sampled items of a step, at least 1.</param>
    public NextItemLoss(int steps, int negatives)
        : base(checked(steps * (1 + negatives)), steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(negatives, 1);
        _each = 1 + negatives;
    }

    /// <inheritdoc/>
    public override void RequireLabels(ReadOnlySpan<float> labels)
    {
        for (int index = 0; index < labels.Length; index++)
        {
            if (labels[index] is not (0 or 1))
                throw new ArgumentException($"Row {index / LabelSize} has label {labels[index]} at step {index % LabelSize}; it is 1 where an item is to be found and 0 elsewhere.", nameof(labels));
        }
    }

    /// <inheritdoc/>
    protected override double TotalWeight(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double total = 0;
        for (int row = 0; row < labels.Length / LabelSize; row++)
            total += (weights.IsEmpty ? 1 : weights[row]) * TensorPrimitives.Sum(labels.Slice(row * LabelSize, LabelSize));
        return total;
    }

    /// <inheritdoc/>
    protected override double AddUp(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
    {
        double loss = 0;
        for (int step = 0; step < labels.Length; step++)
        {
            ReadOnlySpan<float> scores = outputs.Slice(step * _each, _each);
            Span<float> slopes = gradient.Slice(step * _each, _each);
            if (labels[step] == 0)
            {
                slopes.Clear();
                continue;
            }

            double weight = weights.IsEmpty ? scale : weights[step / LabelSize] * scale;
            (float highest, double sum) = SoftmaxRow.Exponentiate(scores, slopes);
            TensorPrimitives.Multiply(slopes, (float)(weight / sum), slopes);
            slopes[0] -= (float)weight;
            loss += weight * (highest + Math.Log(sum) - scores[0]);
        }

        return loss;
    }
}

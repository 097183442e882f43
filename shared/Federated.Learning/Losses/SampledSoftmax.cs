namespace Federated.Learning.Losses;

/// <summary>
/// Cross-entropy over a few candidates in place of all items: the row's true item, and items that were sampled (Jean et al. 2015, section 3.2).
/// A row's outputs are the candidates' scores, its first label the place of the true one (usually 0). With the correction
/// for sampling, its further labels are ln Qⱼ, the logarithm of how many times candidate j is expected in a sample, and the loss is the cross-entropy
/// of zⱼ − ln Qⱼ: with it the gradient tends to that of the full softmax as samples grow. A candidate whose ln Q is +∞ (one that happens to be the
/// true item) does not count.
/// </summary>
public sealed class SampledSoftmax : RowLoss
{
    private readonly bool _corrects;
    private readonly float[] _corrected;

    /// <summary>A loss of one true and some sampled candidates.</summary>
    /// <param name="negatives">Sampled candidates of a row, at least 1.</param>
    /// <param name="correctsForSampling">Whether labels hold ln Q behind the place: 2 + negatives labels a row. Default false: 1 label a row.</param>
    public SampledSoftmax(int negatives, bool correctsForSampling = false)
        : base(1 + AtLeastOne(negatives), correctsForSampling ? 2 + negatives : 1)
    {
        _corrects = correctsForSampling;
        _corrected = new float[correctsForSampling ? OutputSize : 0];
    }

    /// <inheritdoc/>
    public override void RequireLabels(ReadOnlySpan<float> labels)
    {
        for (int start = 0; start < labels.Length; start += LabelSize)
        {
            float place = labels[start];
            if (!(place >= 0 && place < OutputSize && float.IsInteger(place)))
                throw new ArgumentException($"Row {start / LabelSize} has label {place}; the true candidate's place is a whole number from 0 to {OutputSize - 1}.", nameof(labels));
            for (int candidate = 0; candidate < LabelSize - 1; candidate++)
            {
                float count = labels[start + 1 + candidate];
                if (float.IsNaN(count) || count == float.NegativeInfinity || (candidate == (int)place && !float.IsFinite(count)))
                    throw new ArgumentException($"Row {start / LabelSize} has ln Q = {count} for candidate {candidate}; it must be finite, or +∞ for a sampled candidate that does not count.", nameof(labels));
            }
        }
    }

    /// <inheritdoc/>
    protected override double AddUp(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
    {
        double loss = 0;
        for (int row = 0; row < labels.Length / LabelSize; row++)
        {
            double weight = weights.IsEmpty ? scale : weights[row] * scale;
            ReadOnlySpan<float> scores = outputs.Slice(row * OutputSize, OutputSize);
            if (_corrects)
            {
                TensorPrimitives.Subtract(scores, labels.Slice((row * LabelSize) + 1, OutputSize), _corrected);
                scores = _corrected;
            }

            Span<float> slopes = gradient.Slice(row * OutputSize, OutputSize);
            int place = (int)labels[row * LabelSize];
            (float highest, double sum) = SoftmaxRow.Exponentiate(scores, slopes);
            TensorPrimitives.Multiply(slopes, (float)(weight / sum), slopes);
            slopes[place] -= (float)weight;
            loss += weight * (highest + Math.Log(sum) - scores[place]);
        }

        return loss;
    }

    private static int AtLeastOne(int negatives)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(negatives, 1);
        return negatives;
    }
}

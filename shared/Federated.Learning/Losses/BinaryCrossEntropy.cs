namespace Federated.Learning.Losses;

/// <summary>
/// Cross-entropy of logits z and labels y in [0, 1] (1 is the positive class): (1 − y)·z + (1 + (p − 1)·y)·ln(1 + e⁻ᶻ), which for p = 1 is
/// ln(1 + eᶻ) − y·z, with derivative σ(z) − y. The mean is over rows and outputs; <see cref="ILoss.EvaluateSum"/> adds both up.
/// </summary>
public sealed class BinaryCrossEntropy : RowLoss
{
    private readonly BinaryRule _rule;

    /// <summary>A loss of one logit a row, or of several that each have a label of their own.</summary>
    /// <param name="outputs">Logits, and labels, of a row; at least 1. Default 1.</param>
    /// <param name="positiveWeight">p, above 0: how often a positive label counts, for classes of unequal size. Default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value out of range.</exception>
    public BinaryCrossEntropy(int outputs = 1, double positiveWeight = 1)
        : base(outputs, outputs)
    {
        if (!(positiveWeight > 0 && double.IsFinite(positiveWeight)))
            throw new ArgumentOutOfRangeException(nameof(positiveWeight), positiveWeight, "The weight of the positive class is finite and above 0.");
        _rule = new BinaryRule(positiveWeight);
    }

    /// <inheritdoc/>
    public override void RequireLabels(ReadOnlySpan<float> labels)
    {
        for (int index = 0; index < labels.Length; index++)
        {
            if (!(labels[index] >= 0 && labels[index] <= 1))
                throw new ArgumentException($"Row {index / LabelSize} has label {labels[index]}; a two-class label is 0 or 1 (or a share between).", nameof(labels));
        }
    }

    /// <inheritdoc/>
    protected override double TotalWeight(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => base.TotalWeight(labels, weights) * OutputSize;

    /// <inheritdoc/>
    protected override double AddUp(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
        => ElementLoss.AddUp(_rule, OutputSize, outputs, labels, weights, scale, gradient);
}

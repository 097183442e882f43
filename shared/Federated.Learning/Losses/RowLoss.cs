using System.Numerics;
using System.Runtime.InteropServices;

namespace Federated.Learning.Losses;

/// <summary>A loss that is a sum over rows, checked and scaled in one place: a derived class only adds up rows. Derivatives below 1e-30 are given as 0.</summary>
public abstract class RowLoss : ILoss
{
    private const float LeastDerivative = 1e-30f;

    /// <summary>A loss of rows of that many outputs and labels.</summary>
    protected RowLoss(int outputSize, int labelSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(labelSize, 1);
        OutputSize = outputSize;
        LabelSize = labelSize;
    }

    /// <inheritdoc/>
    public int OutputSize { get; }

    /// <inheritdoc/>
    public int LabelSize { get; }

    /// <inheritdoc/>
    public abstract void RequireLabels(ReadOnlySpan<float> labels);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradient)
    {
        RequireSizes(logits.Length, labels.Length, weights.Length, gradient.Length);
        double total = TotalWeight(labels, weights);
        double loss = AddUp(logits, labels, weights, total > 0 ? 1 / total : 0, gradient);
        WithoutResidue(gradient);
        return loss;
    }

    /// <inheritdoc/>
    public double EvaluateSum(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradient)
    {
        RequireSizes(logits.Length, labels.Length, weights.Length, gradient.Length);
        double loss = AddUp(logits, labels, weights, 1, gradient);
        WithoutResidue(gradient);
        return loss;
    }

    /// <summary>What the mean divides by: Σ wᵢ unless the loss says otherwise.</summary>
    protected virtual double TotalWeight(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => BatchWeights.Total(weights, labels.Length / LabelSize);

    /// <summary>Σ scale·wᵢ·lossᵢ and its derivatives. Sizes have been checked.</summary>
    protected abstract double AddUp(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient);

    /// <summary>Requires finite labels.</summary>
    protected void RequireFiniteLabels(ReadOnlySpan<float> labels)
    {
        for (int index = 0; index < labels.Length; index++)
        {
            if (!float.IsFinite(labels[index]))
                throw new ArgumentException($"Row {index / LabelSize} has label {labels[index]} in column {index % LabelSize}; a label is a finite number.", nameof(labels));
        }
    }

    // A confident row's derivative ends among the subnormal numbers, and what the backward pass multiplies it with takes a hundred times as long.
    private static void WithoutResidue(Span<float> gradient)
    {
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var least = new Vector<float>(LeastDerivative);
        foreach (ref Vector<float> lanes in wide)
            lanes = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(lanes), least), Vector<float>.Zero, lanes);
        foreach (ref float value in gradient[(wide.Length * Vector<float>.Count)..])
            value = MathF.Abs(value) < LeastDerivative ? 0 : value;
    }

    private void RequireSizes(int outputs, int labels, int weights, int gradient)
    {
        int rows = labels / LabelSize;
        if (labels % LabelSize != 0 || outputs != (long)rows * OutputSize)
            throw new ArgumentException($"{outputs} outputs and {labels} labels are not rows of {OutputSize} outputs and {LabelSize} labels.", nameof(outputs));
        if (weights != 0 && weights != rows)
            throw new ArgumentException($"{weights} weights were given for {rows} rows; give one a row or none.", nameof(weights));
        if (gradient != outputs)
            throw new ArgumentException($"The gradient has room for {gradient} values; {outputs} are needed, one an output.", nameof(gradient));
    }
}

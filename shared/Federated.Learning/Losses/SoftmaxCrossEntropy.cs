namespace Federated.Learning.Losses;

/// <summary>
/// Cross-entropy of several logits z and the index y of the true class: ln Σⱼ eᶻʲ − z_y, derivative softmax(z)ⱼ − [j = y]. With smoothing ε and class
/// weights w: −(1 − ε)·w_y·ln p_y − ε/K·Σⱼ wⱼ·ln pⱼ, with p = softmax(z) and K classes, and the mean divides by Σ w_y.
/// </summary>
public sealed class SoftmaxCrossEntropy : RowLoss
{
    private readonly SoftmaxCrossEntropyOptions _options;
    private readonly double[] _spread;
    private readonly double _spreadSum;

    /// <summary>A loss of that many classes, at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 classes.</exception>
    public SoftmaxCrossEntropy(int classes)
        : this(classes, new SoftmaxCrossEntropyOptions())
    {
    }

    /// <summary>A loss of that many classes, at least 2, with an ignored label, smoothing or class weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 classes.</exception>
    /// <exception cref="ArgumentException">Options out of range.</exception>
    public SoftmaxCrossEntropy(int classes, SoftmaxCrossEntropyOptions options)
        : base(classes, 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(classes);
        _options = options;
        _spread = [.. Enumerable.Range(0, classes).Select(index => options.LabelSmoothing / classes * WeightOf(index))];
        _spreadSum = _spread.Sum();
    }

    /// <inheritdoc/>
    public override void RequireLabels(ReadOnlySpan<float> labels)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if (!(labels[row] >= 0 && labels[row] < OutputSize && float.IsInteger(labels[row])) && !IsIgnored(labels[row]))
                throw new ArgumentException($"Row {row} has label {labels[row]}; a class is a whole number from 0 to {OutputSize - 1}{AllowedBesides()}.", nameof(labels));
        }
    }

    /// <inheritdoc/>
    protected override double TotalWeight(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        if (_options.IgnoredLabel is null && _options.ClassWeights.IsEmpty)
            return base.TotalWeight(labels, weights);
        double total = 0;
        for (int row = 0; row < labels.Length; row++)
            total += IsIgnored(labels[row]) ? 0 : (weights.IsEmpty ? 1 : weights[row]) * WeightOf((int)labels[row]);
        return total;
    }

    /// <inheritdoc/>
    protected override double AddUp(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
    {
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            Span<float> slopes = gradient.Slice(row * OutputSize, OutputSize);
            if (IsIgnored(labels[row]))
                slopes.Clear();
            else
                loss += AddRow(outputs.Slice(row * OutputSize, OutputSize), (int)labels[row], weights.IsEmpty ? scale : weights[row] * scale, slopes);
        }

        return loss;
    }

    private double AddRow(ReadOnlySpan<float> logits, int label, double weight, Span<float> slopes)
    {
        (float highest, double sum) = SoftmaxRow.Exponentiate(logits, slopes);
        double logSum = highest + Math.Log(sum), own = (1 - _options.LabelSmoothing) * WeightOf(label);
        double loss = own * (logSum - logits[label]);
        TensorPrimitives.Multiply(slopes, (float)(weight * (own + _spreadSum) / sum), slopes);
        if (_options.LabelSmoothing > 0)
        {
            for (int index = 0; index < logits.Length; index++)
            {
                loss += _spread[index] * (logSum - logits[index]);
                slopes[index] -= (float)(weight * _spread[index]);
            }
        }

        slopes[label] -= (float)(weight * own);
        return weight * loss;
    }

    private double WeightOf(int label) => _options.ClassWeights.IsEmpty ? 1 : _options.ClassWeights[label];

    private bool IsIgnored(float label) => _options.IgnoredLabel is { } ignored && label == ignored;

    private string AllowedBesides() => _options.IgnoredLabel is { } ignored ? $", or {ignored} to be ignored" : "";
}

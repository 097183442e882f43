namespace Federated.Learning.Losses;

/// <summary>
/// Cross-entropy of several logits z and the index y of the true class: ln Σⱼ eᶻʲ − z_y, derivative softmax(z)ⱼ − [j = y].
/// </summary>
public sealed class SoftmaxCrossEntropy : ILoss
{
    /// <summary>A loss of that many classes, at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 classes.</exception>
    public SoftmaxCrossEntropy(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        OutputSize = classes;
    }

    /// <inheritdoc/>
    public int OutputSize { get; }

    /// <inheritdoc/>
    public void RequireLabels(ReadOnlySpan<float> labels)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if (!(labels[row] >= 0 && labels[row] < OutputSize && float.IsInteger(labels[row])))
                throw new ArgumentException($"Row {row} has label {labels[row]}; a class is a whole number from 0 to {OutputSize - 1}.", nameof(labels));
        }
    }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradient)
    {
        double total = BatchWeights.Total(weights, labels.Length);
        double scale = total > 0 ? 1 / total : 0;
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = weights.IsEmpty ? scale : weights[row] * scale;
            ReadOnlySpan<float> scores = logits.Slice(row * OutputSize, OutputSize);
            loss += weight * EvaluateRow(scores, (int)labels[row], weight, gradient.Slice(row * OutputSize, OutputSize));
        }

        return loss;
    }

    private static double EvaluateRow(ReadOnlySpan<float> scores, int label, double weight, Span<float> gradient)
    {
        double highest = double.NegativeInfinity;
        foreach (float score in scores)
            highest = Math.Max(highest, score);
        double sum = 0;
        foreach (float score in scores)
            sum += Math.Exp(score - highest);
        double logSum = highest + Math.Log(sum);
        for (int index = 0; index < scores.Length; index++)
            gradient[index] = (float)(weight * (Math.Exp(scores[index] - logSum) - (index == label ? 1 : 0)));
        return logSum - scores[label];
    }
}

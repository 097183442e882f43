using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;

namespace Federated.Learning.Training;

/// <summary>Rows that train and rows that only judge. Which is which hangs on the seed alone.</summary>
internal sealed class ValidationSplit
{
    private readonly int[] _validation;

    /// <summary>Rounds the share to whole rows; at least one row trains, and at least one judges where a share was asked for and there are two rows.</summary>
    public ValidationSplit(int rows, double share, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        int held = share > 0 ? Math.Clamp((int)Math.Round(rows * share), Math.Min(1, rows - 1), rows - 1) : 0;
        if (held > 0)
            new SeededGenerator(SeededGenerator.Derive(seed, 2)).Shuffle<int>(order);
        Training = order[..^held];
        _validation = order[^held..];
        Array.Sort(Training);
        Array.Sort(_validation);
    }

    /// <summary>Rows that train.</summary>
    public int[] Training { get; }

    /// <summary>Whether there are rows that judge.</summary>
    public bool HasValidation => _validation.Length > 0;

    /// <summary>Mean loss over the rows that judge, with dropout off.</summary>
    /// <exception cref="NonFiniteLossException">It is NaN or infinite.</exception>
    public double Loss(IModel model, LabelledRows rows, ILoss loss, int batchSize, int steps)
    {
        var buffer = new BatchBuffer(rows, Math.Min(batchSize, _validation.Length));
        var gradient = new float[batchSize * model.OutputSize];
        double sum = 0;
        for (int start = 0; start < _validation.Length; start += batchSize)
        {
            int count = Math.Min(batchSize, _validation.Length - start);
            buffer.Gather(_validation.AsSpan(start, count));
            ReadOnlyMemory<float> outputs = model.Forward(buffer.Features, count, training: false);
            sum += count * loss.Evaluate(outputs.Span, buffer.Labels, buffer.Weights, gradient.AsSpan(0, outputs.Length));
            if (!double.IsFinite(sum))
                throw new NonFiniteLossException(steps, model.FirstNonFiniteLayer() ?? "loss", sum);
        }

        return sum / _validation.Length;
    }
}

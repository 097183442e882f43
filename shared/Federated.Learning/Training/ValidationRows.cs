using Federated.Learning.Losses;
using Federated.Learning.Modules;

namespace Federated.Learning.Training;

/// <summary>Rows that judge the passes of training.</summary>
/// <param name="rows">The table that they are in.</param>
/// <param name="chosen">Which of its rows, at least one.</param>
internal sealed class ValidationRows(LabelledRows rows, int[] chosen)
{
    /// <summary>Mean loss over the rows, with dropout off.</summary>
    /// <exception cref="NonFiniteLossException">It is NaN or infinite.</exception>
    public double Loss(IModel model, ILoss loss, int batchSize, int steps)
    {
        var buffer = new BatchBuffer(rows, Math.Min(batchSize, chosen.Length));
        var gradient = new float[batchSize * model.OutputSize];
        double sum = 0;
        for (int start = 0; start < chosen.Length; start += batchSize)
        {
            int count = Math.Min(batchSize, chosen.Length - start);
            buffer.Gather(chosen.AsSpan(start, count));
            ReadOnlyMemory<float> outputs = model.Forward(buffer.Features, count, training: false);
            sum += count * loss.Evaluate(outputs.Span, buffer.Labels, buffer.Weights, gradient.AsSpan(0, outputs.Length));
            if (!double.IsFinite(sum))
                throw new NonFiniteLossException(steps, model.FirstNonFiniteLayer() ?? "loss", sum);
        }

        return sum / chosen.Length;
    }
}

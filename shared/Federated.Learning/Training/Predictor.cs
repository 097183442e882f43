using Federated.Learning.Modules;

namespace Federated.Learning.Training;

/// <summary>Runs a model over rows without training it.</summary>
public static class Predictor
{
    private const int BatchSize = 256;

    /// <summary>Logits of all rows.</summary>
    /// <param name="model">Used with dropout off; its parameters do not change.</param>
    /// <param name="features">rows × the model's input size, row-major.</param>
    /// <returns>rows × the model's output size.</returns>
    /// <exception cref="ArgumentException">The features do not divide into rows of the model's input size.</exception>
    public static float[] Logits(IModel model, ReadOnlyMemory<float> features)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (features.Length % model.InputSize != 0)
            throw new ArgumentException($"{features.Length} feature values do not divide into rows of {model.InputSize}.", nameof(features));
        int rows = features.Length / model.InputSize;
        var logits = new float[rows * model.OutputSize];
        for (int start = 0; start < rows; start += BatchSize)
        {
            int count = Math.Min(BatchSize, rows - start);
            ReadOnlyMemory<float> batch = features.Slice(start * model.InputSize, count * model.InputSize);
            model.Forward(batch, count, training: false).Span.CopyTo(logits.AsSpan(start * model.OutputSize));
        }

        return logits;
    }
}

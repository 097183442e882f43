using System.Collections.Immutable;
using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>A forest's error on its own training rows, each predicted only by the trees whose bootstrap lacks it (Breiman 2001, §3.1).</summary>
/// <param name="Predictions">rows × outputs; NaN for a row that every tree has seen.</param>
/// <param name="Rows">Rows that at least one tree has not seen.</param>
/// <param name="Error">Over those rows: the share of wrong classes, or the mean squared error of a regression. NaN without rows.</param>
public sealed record OutOfBagEstimate(ImmutableArray<float> Predictions, int Rows, double Error)
{
    internal static OutOfBagEstimate Of(BaggedTrees forest, TrainingTable table, byte[][] draws, Workers workers)
    {
        float[] predictions = forest.Average(table.Features, workers, draws);
        ReadOnlySpan<float> labels = table.Labels.Span;
        int rows = 0;
        double error = 0;
        for (int row = 0; row < table.Rows; row++)
        {
            ReadOnlySpan<float> prediction = predictions.AsSpan(row * forest.Outputs, forest.Outputs);
            if (float.IsNaN(prediction[0]))
                continue;
            rows++;
            double difference = prediction[0] - labels[row];
            error += forest.Classes == 0 ? difference * difference : ClassOf(prediction) == (int)labels[row] ? 0 : 1;
        }

        return new OutOfBagEstimate([.. predictions], rows, error / rows);
    }

    private static int ClassOf(ReadOnlySpan<float> prediction)
    {
        if (prediction.Length == 1)
            return prediction[0] > 0.5f ? 1 : 0;
        int best = 0;
        for (int index = 1; index < prediction.Length; index++)
            best = prediction[index] > prediction[best] ? index : best;
        return best;
    }
}

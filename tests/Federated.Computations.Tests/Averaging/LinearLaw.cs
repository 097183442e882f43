using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Averaging;

/// <summary>Least squares of a linear model by hand, in double precision.</summary>
internal static class LinearLaw
{
    /// <summary>Gradient of the mean squared error, in the order of the snapshot: the bias, then the weights.</summary>
    public static double[] Gradient(LabelledRows rows, ModelSnapshot model)
    {
        ReadOnlySpan<float> weights = model.Singles("layers.0.weight");
        var gradient = new double[rows.Columns + 1];
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<float> features = rows.Features.Span.Slice(row * rows.Columns, rows.Columns);
            double error = model.Singles("layers.0.bias")[0] - rows.Labels.Span[row];
            for (int column = 0; column < rows.Columns; column++)
                error += (double)weights[column] * features[column];
            gradient[0] += 2 * error / rows.Count;
            for (int column = 0; column < rows.Columns; column++)
                gradient[column + 1] += 2 * error * features[column] / rows.Count;
        }

        return gradient;
    }
}

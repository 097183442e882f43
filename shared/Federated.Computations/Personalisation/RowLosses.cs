using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>Losses row by row, so that models can be compared on the same rows.</summary>
internal static class RowLosses
{
    public static double[] Of(IModel model, LabelledRows rows, ILoss loss) => Of(Predictor.Logits(model, rows.Features), rows, loss);

    public static double[] Of(ReadOnlySpan<float> logits, LabelledRows rows, ILoss loss)
    {
        int outputs = loss.OutputSize, labels = loss.LabelSize;
        var losses = new double[rows.Count];
        var gradient = new float[outputs];
        for (int row = 0; row < losses.Length; row++)
            losses[row] = loss.Evaluate(logits.Slice(row * outputs, outputs), rows.Labels.Span.Slice(row * labels, labels), default, gradient);
        return losses;
    }

    /// <summary>The mean, by the rows' weights.</summary>
    public static double Mean(ReadOnlySpan<double> losses, ReadOnlySpan<float> weights)
    {
        double sum = 0, total = 0;
        for (int row = 0; row < losses.Length; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row];
            sum += weight * losses[row];
            total += weight;
        }

        return total > 0 ? sum / total : 0;
    }
}

using Federated.Learning.Linear;
using Federated.Learning.Training;

namespace Federated.Computations.Amounts;

/// <summary>Sums over rows at hand whose label is the logarithm of the amount.</summary>
/// <param name="batches">The rows in batches, enumerated anew in each round.</param>
public sealed class SmearingSums(IEnumerable<LabelledRows> batches) : ISmearingSums
{
    /// <inheritdoc/>
    public void Add(LinearModel model, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (LabelledRows batch in batches)
        {
            if (batch.Columns != model.Weights.Length || batch.LabelColumns != 1)
                throw new ContributionException($"The rows have {batch.Columns} features and {batch.LabelColumns} labels; the model takes {model.Weights.Length} and 1.");
            var predicted = new float[batch.Count];
            model.Predict(batch.Features.Span, predicted);
            for (int row = 0; row < predicted.Length; row++)
            {
                double error = Math.Clamp((double)batch.Labels.Span[row] - predicted[row], -Smearing.LargestError, Smearing.LargestError);
                into[0]++;
                into[1] += Math.Exp(error);
                into[2] += error;
                into[3] += error * error;
            }
        }
    }
}

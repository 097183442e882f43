using Federated.Learning.Factorization;

namespace Federated.Computations.SparseRegression;

/// <summary>Gradient sums of rows at hand.</summary>
/// <param name="batches">Rows and the class of each, 0 for the first, in batches that are enumerated anew in each round.</param>
public sealed class SparseGradientSums(IEnumerable<SparseLabelledRows> batches) : ISparseGradientSums
{
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> parameters, int outputs, Span<double> into)
    {
        int stride = parameters.Length / outputs, classes = Math.Max(2, outputs);
        Span<double> gradient = into[2..], probabilities = stackalloc double[classes];
        foreach (SparseLabelledRows batch in batches)
        {
            if (batch.Rows.Columns != stride - 1 || batch.Classes > classes)
                throw new ContributionException($"Rows of {batch.Rows.Columns} columns and {batch.Classes} classes were given; the model has {stride - 1} columns and {classes} classes.");
            into[0] += batch.Rows.Rows;
            for (int row = 0; row < batch.Rows.Rows; row++)
            {
                probabilities[0] = 0;
                SparseLogisticModel.Logits(parameters, batch.Rows, row, probabilities[^outputs..]);
                double own = probabilities[batch.LabelOf(row)];
                into[1] += SparseLogisticModel.SoftmaxInPlace(probabilities) - own;
                probabilities[batch.LabelOf(row)]--;
                AddRow(batch.Rows, row, probabilities[^outputs..], stride, gradient);
            }
        }
    }

    private static void AddRow(SparseRows rows, int row, ReadOnlySpan<double> residuals, int stride, Span<double> gradient)
    {
        ReadOnlySpan<int> columns = rows.ColumnsOf(row);
        ReadOnlySpan<float> values = rows.ValuesOf(row);
        for (int output = 0; output < residuals.Length; output++)
        {
            Span<double> part = gradient.Slice(output * stride, stride);
            part[^1] += residuals[output];
            for (int index = 0; index < columns.Length; index++)
                part[columns[index]] += residuals[output] * values[index];
        }
    }
}

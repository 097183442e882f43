using Federated.Learning.Linear;
using Federated.Learning.Training;

namespace Federated.Computations.Uplift;

/// <summary>The sums of rows that come in batches, read anew each time: features with the contact as the last one (0 or 1), and the response as the label, within ±1.</summary>
/// <param name="columns">Features of a row, the contact not counted.</param>
/// <param name="batches">Any number, of any sizes.</param>
public sealed class TrialBatches(int columns, IEnumerable<LabelledRows> batches) : ITrialSums
{
    /// <inheritdoc/>
    public int Columns => columns;

    /// <inheritdoc/>
    public void Add(double featureBound, Span<double> into)
    {
        var statistics = new RidgeStatistics(columns + 1);
        double squares = 0;
        int batch = 0;
        foreach (LabelledRows rows in Checked())
        {
            RowBounds.Require(rows.Features.Span, featureBound, columns + 1, batch);
            RowBounds.Require(rows.Labels.Span, 1, 1, batch++, "response");
            statistics.Add(rows.Features.Span, rows.Labels.Span);
            for (int row = 0; row < rows.Count; row++)
            {
                float contact = rows.Features.Span[(row * (columns + 1)) + columns], response = rows.Labels.Span[row];
                if (contact is not (0 or 1))
                    throw new ContributionException($"Batch {batch - 1}, row {row}: the contact is {contact}; it is 0 or 1.");
                squares += contact * (double)response * response;
            }
        }

        RowSums.Add(statistics.Vector, into[..^1]);
        into[^1] += squares;
    }

    /// <inheritdoc/>
    public double SquaredProducts(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        foreach (LabelledRows rows in Checked())
        {
            for (int row = 0; row < rows.Count; row++)
            {
                ReadOnlySpan<float> features = rows.Features.Span.Slice(row * (columns + 1), columns + 1);
                double first = a[columns + 1] + (a[columns + 2] * rows.Labels.Span[row]), second = b[columns + 1] + (b[columns + 2] * rows.Labels.Span[row]);
                for (int column = 0; column <= columns; column++)
                {
                    first += a[column] * features[column];
                    second += b[column] * features[column];
                }

                sum += first * first * second * second;
            }
        }

        return sum;
    }

    private IEnumerable<LabelledRows> Checked() => batches.Select(rows => rows.Columns == columns + 1 && rows.LabelColumns == 1
        ? rows
        : throw new ContributionException($"A batch has {rows.Columns} columns; the job takes {columns} features and the contact. Encode the rows as the job's features say."));
}

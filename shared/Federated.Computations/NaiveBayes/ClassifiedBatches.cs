using Federated.Learning.Bayes;

namespace Federated.Computations.NaiveBayes;

/// <summary>The sums of a table that comes in batches: a table of any length takes the memory of one batch and of the sums.</summary>
/// <param name="batches">Any number, of any sizes; the sequence must give the same rows each time.</param>
public sealed class ClassifiedBatches(IEnumerable<ClassifiedRows> batches) : IClassSums
{
    /// <inheritdoc/>
    public void Add(int classes, MixedColumns columns, double featureBound, Span<double> into)
    {
        var statistics = new MixedClassStatistics(classes, columns);
        int batch = 0;
        foreach (ClassifiedRows rows in batches)
        {
            try
            {
                statistics.Add(rows.Numbers.Span, rows.Categories.Span, rows.Labels.Span);
            }
            catch (ArgumentException fault)
            {
                throw new ContributionException($"Batch {batch} cannot be summed: {fault.Message}", fault);
            }

            RowBounds.Require(rows.Numbers.Span, featureBound, columns.Numeric, batch, "numeric column");
            batch++;
        }

        RowSums.Add(statistics.Vector, into);
    }
}

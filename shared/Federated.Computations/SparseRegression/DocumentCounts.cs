using Federated.Learning.Factorization;

namespace Federated.Computations.SparseRegression;

/// <summary>Counts of texts at hand.</summary>
/// <param name="batches">Hashed texts in batches, as many columns as buckets.</param>
public sealed class DocumentCounts(IEnumerable<SparseRows> batches) : IDocumentCounts
{
    /// <inheritdoc/>
    public void Add(Span<double> into)
    {
        foreach (SparseRows rows in batches)
        {
            if (rows.Columns != into.Length - 1)
                throw new ContributionException($"The texts were hashed into {rows.Columns} buckets; {into.Length - 1} are counted.");
            into[0] += rows.Rows;
            for (int row = 0; row < rows.Rows; row++)
            {
                foreach (int bucket in rows.ColumnsOf(row))
                    into[1 + bucket]++;
            }
        }
    }
}

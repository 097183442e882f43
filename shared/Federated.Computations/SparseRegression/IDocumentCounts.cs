namespace Federated.Computations.SparseRegression;

/// <summary>A node's texts, seen only through how many of them have something in a bucket: a COUNT grouped by bucket.</summary>
public interface IDocumentCounts
{
    /// <summary>Adds the number of texts, then for each bucket the number of texts with a value in it.</summary>
    /// <param name="into">1 + buckets values, added to.</param>
    /// <exception cref="ContributionException">The texts cannot be counted; the message says why.</exception>
    void Add(Span<double> into);
}

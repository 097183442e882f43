namespace Federated.Computations.Recommendation;

/// <summary>A node's customers and items, seen only through counts: <c>SELECT a.item, b.item, COUNT(*) … GROUP BY a.item, b.item</c> over distinct (customer, item).</summary>
public interface IItemSums
{
    /// <summary>Adds how many customers have each item, and with pairs both of two, in the order of <see cref="ItemCountRequest.Counts"/>; then the customers of at least one item.</summary>
    /// <exception cref="ContributionException">The customers cannot be counted; the message says why.</exception>
    void Add(ItemCountRequest request, Span<double> into);
}

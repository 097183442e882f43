using Federated.Learning.Solvers;

namespace Federated.Computations.Recommendation;

/// <summary>How many customers of all nodes have an item, and both of two items. Exact whole numbers; above 2²⁴ rounded to 24 bits.</summary>
public sealed class ItemCounts
{
    private readonly float[] _counts;

    internal ItemCounts(ItemCountRequest request, long customers, float[] counts) => (Request, Customers, _counts) = (request, customers, counts);

    /// <summary>What was counted.</summary>
    public ItemCountRequest Request { get; }

    /// <summary>Items.</summary>
    public int Items => Request.Items;

    /// <summary>Customers of at least one item.</summary>
    public long Customers { get; }

    /// <summary>The counts in the order of <see cref="ItemCountRequest.Counts"/>.</summary>
    public ReadOnlySpan<float> Values => _counts;

    /// <summary>Customers who have an item.</summary>
    public double Of(int item) => _counts[Request.Place(item)];

    /// <summary>Customers who have both of two items.</summary>
    /// <exception cref="InvalidOperationException">Pairs were not counted.</exception>
    public double Of(int item, int other) => Request.WithPairs
        ? _counts[PackedTriangle.Index(item, other)]
        : throw new InvalidOperationException("Pairs of items were not counted.");

    /// <summary>Cosine of two items' customers: both ÷ √(one · other); 0 when one has none.</summary>
    public double Cosine(int item, int other) => Of(item, other) is > 0 and var both ? both / Math.Sqrt(Of(item) * Of(other)) : 0;
}

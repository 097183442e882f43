using Federated.Learning.Solvers;

namespace Federated.Computations.Recommendation;

/// <summary>What is to be counted of customers and items.</summary>
public sealed record ItemCountRequest
{
    /// <summary>The most items whose pairs are counted: see <see cref="FederatedItemCounts"/> for what they cost.</summary>
    public const int MostPairedItems = 8_000;

    /// <summary>The most items.</summary>
    public const int MostItems = 2_000_000;

    /// <summary>Checks every limit.</summary>
    /// <param name="items">Items, 2 to <see cref="MostItems"/>.</param>
    /// <param name="mostCustomers">Customers of the largest node, 1 to 2³⁰.</param>
    /// <param name="withPairs">Whether pairs of items are counted, and not only items.</param>
    /// <exception cref="ArgumentException">A number is out of range; the message says what to do.</exception>
    public ItemCountRequest(int items, int mostCustomers, bool withPairs)
    {
        if (items is < 2 or > MostItems)
            throw new ArgumentException($"There are {items} items to count, or values of fields times items; 2 to {MostItems} are counted. Leave fields or rare items out of the contract.", nameof(items));
        if (withPairs && items > MostPairedItems)
        {
            throw new ArgumentException(
                $"There are {items} items; pairs are counted of at most {MostPairedItems}, since their number grows with the square. Leave rare items out of the catalogue, or use a model without pairs: kind two_tower or popularity.", nameof(items));
        }

        if (mostCustomers is < 1 or > 1 << 30)
            throw new ArgumentException($"A node has {mostCustomers} customers at most; it must be 1 to {1 << 30}.", nameof(mostCustomers));
        (Items, MostCustomers, WithPairs) = (items, mostCustomers, withPairs);
    }

    /// <summary>Items.</summary>
    public int Items { get; }

    /// <summary>Customers of the largest node.</summary>
    public int MostCustomers { get; }

    /// <summary>Whether pairs of items are counted.</summary>
    public bool WithPairs { get; }

    /// <summary>Counts: the packed lower triangle of pairs, or one of each item.</summary>
    public int Counts => WithPairs ? PackedTriangle.Length(Items) : Items;

    /// <summary>Place of the count of an item alone.</summary>
    public int Place(int item) => WithPairs ? PackedTriangle.Index(item, item) : item;
}

namespace Federated.Computations.Recommendation;

/// <summary>What is to be measured of rankings: how high each model puts the item that was held out of a customer's, and what its lists are like.</summary>
public sealed record RankingRequest
{
    /// <summary>The least floor: of two partners each would learn the other's figures.</summary>
    public const int LeastPartners = 3;

    /// <summary>Items fewer lists hold are not told.</summary>
    public const int LeastExposure = 10;

    /// <summary>Checks every limit.</summary>
    /// <param name="models">Models that are compared, 1 to 50; the first is the one that lists are made of, and whose gain over the others is measured.</param>
    /// <param name="items">Items of the vocabulary, whose places in the first model's lists are counted; 0 to count none.</param>
    /// <param name="mostCustomers">Customers of the largest node, 1 to 2³⁰.</param>
    /// <param name="withPartners">Whether means and spreads over partners are wanted besides those over customers.</param>
    /// <param name="shown">Items of a list, k: 1 to 100. Default 10.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public RankingRequest(int models, int items, int mostCustomers, bool withPartners, int shown = 10)
    {
        if (models is < 1 or > 50 || items is < 0 or > 50_000 || mostCustomers is < 1 or > 1 << 30 || shown is < 1 or > 100)
            throw new ArgumentException($"{models} models, {items} items, {mostCustomers} customers of a node and lists of {shown} are wanted; at most 50, 50,000, 2^30 and 100 are measured.", nameof(models));
        (Models, Items, MostCustomers, WithPartners, Shown) = (models, items, mostCustomers, withPartners, shown);
    }

    /// <summary>Models that are compared.</summary>
    public int Models { get; }

    /// <summary>Items whose places in lists are counted.</summary>
    public int Items { get; }

    /// <summary>Customers of the largest node.</summary>
    public int MostCustomers { get; }

    /// <summary>Whether means over partners are wanted.</summary>
    public bool WithPartners { get; }

    /// <summary>Items of a list.</summary>
    public int Shown { get; }
}

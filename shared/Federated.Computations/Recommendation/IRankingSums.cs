namespace Federated.Computations.Recommendation;

/// <summary>A node's ranked customers, seen only through sums in the order of <see cref="RankingLayout"/>.</summary>
public interface IRankingSums
{
    /// <summary>Adds the sums in their own units.</summary>
    /// <exception cref="ContributionException">A rank or an item is out of range.</exception>
    void Add(RankingRequest request, Span<double> into);
}

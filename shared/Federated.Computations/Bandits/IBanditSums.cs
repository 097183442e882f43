using Federated.Learning.Bandits;

namespace Federated.Computations.Bandits;

/// <summary>
/// What a node's arms earned, seen only through sums: <c>SELECT arm, COUNT(*), SUM(xᵢ·xⱼ) …, SUM(r·xᵢ) … GROUP BY arm</c>. <see cref="BanditBatches"/> takes them
/// from rows at hand.
/// </summary>
public interface IBanditSums
{
    /// <summary>Adds the sums of all rows.</summary>
    /// <param name="request">Sizes and bounds.</param>
    /// <param name="into">Of the request's arms and features, added to.</param>
    /// <exception cref="ContributionException">A row is beyond a bound or of another size.</exception>
    void Add(BanditRequest request, BanditStatistics into);
}

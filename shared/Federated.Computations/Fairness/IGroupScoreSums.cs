namespace Federated.Computations.Fairness;

/// <summary>
/// Sums of scores by group: for each attribute <c>SELECT group, COUNT(*), SUM(y), SUM(p &gt;= t), SUM(p &gt;= t AND y = 1), SUM(p), SUM((p − y)²) … GROUP BY group</c> over
/// held-out rows with their probability p and label y. <see cref="LocalGroupScores"/> takes them from rows that the node has scored.
/// </summary>
public interface IGroupScoreSums
{
    /// <summary>Adds the sums where the request says.</summary>
    /// <exception cref="ContributionException">The rows do not have these attributes, or hold a label or probability that cannot be.</exception>
    void Add(FairnessRequest request, Span<double> into);
}

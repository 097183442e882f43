namespace Federated.Computations.Recommendation;

/// <summary>
/// How high models rank the items that were held out of customers, over the customers of all nodes, in one round of sums: hit rate and normalised gain of the first k among the held-out item
/// and sampled ones, and among all (the sampled figures are what papers report; they flatter all models: Krichene and Rendle 2020), the lists' novelty, diversity and coverage
/// (Castells, Hurley and Vargas 2015), and means and spreads over partners, told of three or more. Models differ by node where one of them is the partner's own: only ranks are summed.
/// A sum is off by less than 2⁻⁴⁶ of what all customers of the largest node could add, times nodes: no figure moves by 1e-6.
/// </summary>
public sealed class FederatedRanking : IComputation<RankingState, IRankingSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(RankingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RowSums.Specify(new RankingLayout(state.Request).Length, state.Request.MostCustomers);
    }

    /// <inheritdoc/>
    public void Contribute(RankingState state, IRankingSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        var layout = new RankingLayout(state.Request);
        var sums = new double[layout.Length];
        data.Add(state.Request, sums);
        RowSums.Contribute(sums, layout.Most(state.Request.MostCustomers), into);
    }

    /// <inheritdoc/>
    public RankingState Apply(RankingState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The rankings are measured already; no round is left.");
        var layout = new RankingLayout(state.Request);
        double[] sums = RowSums.Read(sum, layout.Most(state.Request.MostCustomers), state.Request.MostCustomers);
        return state with { Result = RankingQuality.Of(layout, sums, sum.Contributors) };
    }

    /// <inheritdoc/>
    public bool IsDone(RankingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not null;
    }
}

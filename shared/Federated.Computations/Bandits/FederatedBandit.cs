using Federated.Learning.Bandits;

namespace Federated.Computations.Bandits;

/// <summary>
/// A linear bandit over the pulls of all nodes, in one round: for each arm the number of its pulls, Σ x·xᵀ and Σ r·x add up (Li, Chu, Langford and Schapire 2010,
/// algorithm 1; its batch form), so that the policy of the sum is that of the pooled pulls, LinUCB and linear Thompson sampling alike. A next round with new pulls
/// gives the next policy; nodes choose arms by the released one on their own, in between. Rounding to 48 bits moves a mean product by less than nodes × 10⁻¹⁴ of
/// its largest value.
/// </summary>
public sealed class FederatedBandit : IComputation<BanditState, IBanditSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(BanditState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RowSums.Specify(state.Request.Length, state.Request.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(BanditState state, IBanditSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        var statistics = new BanditStatistics(state.Request.Arms, state.Request.Features);
        data.Add(state.Request, statistics);
        RowSums.Contribute(statistics.Vector, state.Request.MostOfARow(), into);
    }

    /// <inheritdoc/>
    public BanditState Apply(BanditState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The arms are summed already; no round is left.");
        BanditRequest request = state.Request;
        double[] sums = RowSums.Read(sum, request.MostOfARow(), request.RowBound);
        int stride = request.Length / request.Arms;
        for (int arm = 0; arm < request.Arms; arm++)
        {
            sums[arm * stride] = SummedCount.Of(sums, arm * stride, sum.Contributors * request.RowBound);
            if (sums[arm * stride] < BanditRequest.Floor)
                sums.AsSpan(arm * stride, stride).Clear();
        }

        var statistics = new BanditStatistics(request.Arms, request.Features);
        statistics.AddVector(sums);
        return state with { Statistics = statistics };
    }

    /// <inheritdoc/>
    public bool IsDone(BanditState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Statistics is not null;
    }
}

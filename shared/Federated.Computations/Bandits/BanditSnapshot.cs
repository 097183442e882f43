using Federated.Learning.Bandits;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Computations.Bandits;

/// <summary>A state of <see cref="FederatedBandit"/> as a snapshot: no tensor before the round; afterwards, arm by arm, the F64 tensors <c>pulls</c> [arms], <c>products</c> [arms · d(d+1)/2] and <c>rewards</c> [arms · d].</summary>
public static class BanditSnapshot
{
    private const string Pulls = "pulls", Products = "products", Rewards = "rewards";

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(BanditState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Statistics is not { } statistics)
            return new ModelSnapshot([]);
        int[] arms = [.. Enumerable.Range(0, statistics.Arms)];
        return new ModelSnapshot(
        [
            StateTensors.Tensor(Pulls, [.. arms.Select(statistics.PullsOf)]),
            StateTensors.Tensor(Products, [.. arms.SelectMany(arm => statistics.GramOf(arm).ToArray())]),
            StateTensors.Tensor(Rewards, [.. arms.SelectMany(arm => statistics.RewardsOf(arm).ToArray())]),
        ]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same request.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state, or holds sums that no pulls have.</exception>
    public static BanditState Read(ModelSnapshot snapshot, BanditRequest request)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        if (snapshot.Tensors.IsEmpty)
            return new BanditState(request);
        StateTensors.RequireCount(snapshot, 3);
        int triangle = PackedTriangle.Length(request.Features), features = request.Features;
        double[] pulls = StateTensors.Figures(snapshot, Pulls, request.Arms), products = StateTensors.Figures(snapshot, Products, request.Arms * triangle);
        double[] rewards = StateTensors.Figures(snapshot, Rewards, request.Arms * features);
        var statistics = new BanditStatistics(request.Arms, features);
        statistics.AddVector([.. Enumerable.Range(0, request.Arms).SelectMany(arm => (double[])[pulls[arm], .. products.AsSpan(arm * triangle, triangle), .. rewards.AsSpan(arm * features, features)])]);
        for (int arm = 0; arm < request.Arms; arm++)
        {
            if (StateTensors.Whole(statistics.PullsOf(arm), "number of pulls", 0, 1L << 53) is > 0 and < BanditRequest.Floor)
                throw new ContributionException($"The state shows an arm of {statistics.PullsOf(arm)} pulls, below the floor of {BanditRequest.Floor}; ask for it again.");
            for (int feature = 0; feature < request.Features; feature++)
            {
                if (statistics.GramOf(arm)[PackedTriangle.Index(feature, feature)] < -1e-3)
                    throw new ContributionException($"The state's sum of squares of feature {feature} is below 0 for arm {arm}; ask for it again.");
            }
        }

        return new BanditState(request, statistics);
    }
}

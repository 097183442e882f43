using Federated.Learning.Bandits;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Computations.Bandits;

/// <summary>A state of <see cref="FederatedBandit"/> as a snapshot: no tensor before the round; afterwards the F64 tensor <c>sums</c>, in the layout of <see cref="BanditStatistics"/>.</summary>
public static class BanditSnapshot
{
    private const string Sums = "sums";

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(BanditState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Statistics is { } statistics ? [StateTensors.Tensor(Sums, statistics.Vector)] : []);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same request.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state, or holds sums that no pulls have.</exception>
    public static BanditState Read(ModelSnapshot snapshot, BanditRequest request)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        if (snapshot.Tensors.IsEmpty)
            return new BanditState(request);
        StateTensors.RequireCount(snapshot, 1);
        var statistics = new BanditStatistics(request.Arms, request.Features);
        statistics.AddVector(StateTensors.Figures(snapshot, Sums, request.Length));
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

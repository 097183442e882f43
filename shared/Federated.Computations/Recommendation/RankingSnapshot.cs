using Federated.Learning.State;

namespace Federated.Computations.Recommendation;

/// <summary>The quality of rankings as a snapshot: F64 <c>sums</c> in the order of <see cref="RankingLayout"/> and <c>covered</c> [1]. Nothing before the round.</summary>
public static class RankingSnapshot
{
    private const string Sums = "sums", Covered = "covered";

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(RankingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is { } result ? new ModelSnapshot([StateTensors.Tensor(Sums, result.Sums), StateTensors.Tensor(Covered, result.CoveredItems)]) : new ModelSnapshot([]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same request.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the request, or holds a sum that no customers add up to.</exception>
    public static RankingState Read(ModelSnapshot snapshot, RankingRequest request)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var layout = new RankingLayout(request);
        if (snapshot.Tensors.IsEmpty)
            return new RankingState(request);
        StateTensors.RequireCount(snapshot, 2);
        double[] sums = StateTensors.Figures(snapshot, Sums, layout.Length);
        _ = StateTensors.Whole(sums[0], "number of customers", 0, 1L << 50);
        for (int index = layout.Exposures; index < layout.Partners; index++)
            _ = StateTensors.Whole(sums[index], "number of lists", 0, 1L << 50);
        if (request.WithPartners)
            _ = StateTensors.Whole(sums[layout.Partners], "number of partners", 0, 1 << 20);
        int covered = (int)StateTensors.Whole(StateTensors.Figures(snapshot, Covered, 1)[0], "number of items in lists", 0, request.Items);
        return new RankingState(request, RankingQuality.Kept(layout, sums, covered));
    }
}

using Federated.Learning.Forecasting;
using Federated.Learning.State;

namespace Federated.Computations.Forecasting;

/// <summary>Counts of errors as a snapshot: no tensor before the round; afterwards the F64 tensor <c>counts</c> [horizon × cells].</summary>
public static class ResidualSnapshot
{
    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(ResidualState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Counts.IsDefault ? [] : [StateTensors.Tensor("counts", [.. state.Counts.Select(count => (double)count)])]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="requested">The state before the round.</param>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static ResidualState Read(ModelSnapshot snapshot, ResidualState requested)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(requested);
        if (snapshot.Tensors.IsEmpty)
            return requested;
        StateTensors.RequireCount(snapshot, 1);
        return requested with { Counts = [.. StateTensors.Figures(snapshot, "counts", requested.Horizon * ResidualBands.Cells).Select(count => StateTensors.Whole(count, "count of errors", 0, 1L << 53))] };
    }
}

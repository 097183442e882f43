using Federated.Learning.State;

namespace Federated.Computations.Uplift;

/// <summary>The spread of predictions as the F64 tensors <c>mean</c> and <c>deviation</c> [learners]; nothing before the round.</summary>
public static class SpreadSnapshot
{
    /// <summary>Writes a state.</summary>
    public static ModelSnapshot Write(SpreadState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result.IsDefault ? new ModelSnapshot([]) : new ModelSnapshot(
        [
            StateTensors.Tensor("mean", [.. state.Result.Select(each => each.Mean)]),
            StateTensors.Tensor("deviation", [.. state.Result.Select(each => each.Deviation)]),
        ]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static SpreadState Read(ModelSnapshot snapshot, int learners, long rowBound)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var state = new SpreadState(learners, rowBound);
        if (snapshot.Tensors.IsEmpty)
            return state;
        StateTensors.RequireCount(snapshot, 2);
        double[] means = StateTensors.Figures(snapshot, "mean", learners), deviations = StateTensors.Figures(snapshot, "deviation", learners);
        if (deviations.Any(deviation => deviation < 0))
            throw new ContributionException("The state holds a negative deviation; ask for the state again.");
        return state with { Result = [.. means.Zip(deviations)] };
    }
}

using Federated.Learning.State;

namespace Federated.Computations.Forecasting;

/// <summary>Errors of slopes as a snapshot, without the slopes: no tensor before the round; afterwards F64 tensors <c>errors</c> [columns], NaN where there is none, and <c>series</c> [1].</summary>
public static class ScoreErrorSnapshot
{
    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(ScoreErrorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Errors.IsDefault ? [] : [StateTensors.Tensor("errors", state.Errors.AsSpan()), StateTensors.Tensor("series", state.Series)]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="requested">The state before the round.</param>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static ScoreErrorState Read(ModelSnapshot snapshot, ScoreErrorState requested)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(requested);
        if (snapshot.Tensors.IsEmpty)
            return requested;
        StateTensors.RequireCount(snapshot, 2);
        double[] errors = StateTensors.FiguresOrNaN(snapshot, "errors", requested.Fit.Weights.Length);
        if (errors.Any(error => error < 0))
            throw new ContributionException("A standard error of the state is below 0; ask for the state again.");
        return requested with { Errors = [.. errors], Series = StateTensors.Whole(StateTensors.Figures(snapshot, "series", 1)[0], "number of series", 0, 1L << 53) };
    }
}

using Federated.Learning.State;

namespace Federated.Computations.Statistics.Correlations;

/// <summary>Correlations as a snapshot: an F64 tensor <c>coefficients</c> [pairs], 2 where not known. None before the round.</summary>
public static class CorrelationSnapshot
{
    private const double Unknown = 2;

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(CorrelationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Coefficients.IsDefault
            ? []
            : [SnapshotFigures.Write("coefficients", state.Coefficients.Select(coefficient => double.IsNaN(coefficient) ? Unknown : coefficient))]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same plan.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the plan, or holds something that is no correlation.</exception>
    public static CorrelationState Read(ModelSnapshot snapshot, CorrelationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(plan);
        if (snapshot.Tensors.Length == 0)
            return CorrelationState.Begin(plan);
        StateTensors.RequireCount(snapshot, 1);
        double[] figures = SnapshotFigures.Read(snapshot, "coefficients", FederatedCorrelations.Pairs(plan).Count(), -1, Unknown);
        if (Array.Find(figures, figure => figure is > 1 and < Unknown) is > 1 and var fault)
            throw new ContributionException($"The state holds {fault} where a correlation belongs; ask for it again.");
        return new CorrelationState(plan, [.. figures.Select(figure => figure == Unknown ? double.NaN : figure)]);
    }
}

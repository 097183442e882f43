using System.Collections.Immutable;
using Federated.Learning.Forecasting;

namespace Federated.Computations.Forecasting;

/// <summary>State of <see cref="FederatedResiduals"/>.</summary>
/// <param name="Horizon">Periods ahead, 1 or more.</param>
/// <param name="RowBound">At least the errors of any one node.</param>
/// <param name="Counts">For each period ahead <see cref="ResidualBands.Cells"/> counts; default before the round.</param>
public sealed record ResidualState(int Horizon, long RowBound, ImmutableArray<long> Counts = default)
{
    /// <summary>What follows from the counts.</summary>
    /// <exception cref="InvalidOperationException">There are none yet.</exception>
    /// <param name="origins">From how many origins each period ahead was forecast.</param>
    public ResidualBands Bands(int origins) => Counts.IsDefault
        ? throw new InvalidOperationException("The errors are not counted yet.")
        : new ResidualBands([.. Enumerable.Range(0, Horizon).Select(ahead => Counts.AsSpan(ahead * ResidualBands.Cells, ResidualBands.Cells).ToArray())], origins);
}

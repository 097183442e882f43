using System.Collections.Immutable;

namespace Federated.Computations.Forecasting;

/// <summary>State of <see cref="FederatedBacktest"/>.</summary>
/// <param name="Options">What was agreed on.</param>
/// <param name="Sums">In the layout of its layout; default before the round.</param>
public sealed record BacktestState(BacktestOptions Options, ImmutableArray<double> Sums = default)
{
    /// <summary>What the sums say; null before the round.</summary>
    public BacktestResult? Result => Sums.IsDefault ? null : new BacktestLayout(Options).Read(Sums.AsSpan());
}

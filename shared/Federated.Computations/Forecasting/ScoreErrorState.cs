using System.Collections.Immutable;
using Federated.Learning.Forecasting;

namespace Federated.Computations.Forecasting;

/// <summary>State of <see cref="FederatedClusteredErrors"/>.</summary>
/// <param name="Fit">The slopes, fitted with free levels.</param>
/// <param name="RowBound">At least the rows of any one node.</param>
/// <param name="MostPeriods">At least the rows of any one series.</param>
/// <param name="Errors">One a slope, NaN where it cannot be told; default before the round.</param>
/// <param name="Series">Series of all nodes; 0 before the round.</param>
public sealed record ScoreErrorState(PanelFit Fit, long RowBound, int MostPeriods, ImmutableArray<double> Errors = default, long Series = 0);

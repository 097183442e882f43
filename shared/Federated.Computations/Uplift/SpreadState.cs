using System.Collections.Immutable;

namespace Federated.Computations.Uplift;

/// <summary>State of <see cref="FederatedSpread"/>.</summary>
/// <param name="Learners">Predictions of a row, 1 to 16.</param>
/// <param name="RowBound">At least the rows of any one node.</param>
/// <param name="Result">Mean and standard deviation of each prediction over the rows of all nodes; default before the round.</param>
public sealed record SpreadState(int Learners, long RowBound, ImmutableArray<(double Mean, double Deviation)> Result = default);

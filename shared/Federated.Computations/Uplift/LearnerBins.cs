using System.Collections.Immutable;

namespace Federated.Computations.Uplift;

/// <summary>What happened to the rows of each bin of one learner's predictions, from the lowest to the highest.</summary>
/// <param name="Treated">Rows that were contacted.</param>
/// <param name="TreatedResponses">Their responses.</param>
/// <param name="Untreated">Rows that were not.</param>
/// <param name="UntreatedResponses">Their responses.</param>
/// <param name="Sums">Σ Γ: see <see cref="FederatedUpliftCurve"/>.</param>
/// <param name="Squares">Σ Γ².</param>
public sealed record LearnerBins(
    ImmutableArray<long> Treated, ImmutableArray<double> TreatedResponses, ImmutableArray<long> Untreated, ImmutableArray<double> UntreatedResponses,
    ImmutableArray<double> Sums, ImmutableArray<double> Squares)
{
    /// <summary>Rows of each bin.</summary>
    public double[] Rows => [.. Treated.Zip(Untreated, (treated, untreated) => (double)(treated + untreated))];
}

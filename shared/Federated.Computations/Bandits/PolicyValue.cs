using System.Collections.Immutable;
using Federated.Learning.Metrics;

namespace Federated.Computations.Bandits;

/// <summary>What a policy is worth on the logged choices of all nodes.</summary>
/// <param name="Sums">What its estimates are made of.</param>
/// <param name="Shares">How often it would show each arm, adding up to 1.</param>
public sealed record PolicyValue(OffPolicySums Sums, ImmutableArray<double> Shares);

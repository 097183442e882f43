using System.Collections.Immutable;

namespace Federated.Tasks.Allocate;

/// <summary>A point of the curve of one place, as <see cref="ResponseCurves"/> reads it.</summary>
/// <param name="Place">One a key column: channel, region, hour.</param>
/// <param name="Spend">Money spent there.</param>
/// <param name="Return">What it returns, in money.</param>
public sealed record CurveRow(ImmutableArray<string> Place, double Spend, double Return);

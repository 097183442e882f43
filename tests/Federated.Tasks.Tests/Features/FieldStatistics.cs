using System.Collections.Immutable;
using Federated.Tasks.Features;

namespace Federated.Tasks.Tests.Features;

/// <summary>Quantiles of a number spread evenly over 0 to 100, and targets of three values.</summary>
internal sealed class FieldStatistics : IFieldQuantiles, IFieldTargets
{
    public static readonly FieldStatistics Instance = new();

    public double Of(string field, double share) => 100 * share;

    (ImmutableArray<double> ByValue, double Unknown) IFieldTargets.Of(string field, double smoothing) => ([0.5, -smoothing, 2], 0.25);
}

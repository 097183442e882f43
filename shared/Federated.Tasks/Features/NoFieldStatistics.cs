using System.Collections.Immutable;

namespace Federated.Tasks.Features;

/// <summary>For jobs whose features need neither quantiles nor targets.</summary>
public sealed class NoFieldStatistics : IFieldQuantiles, IFieldTargets
{
    /// <summary>The only one.</summary>
    public static readonly NoFieldStatistics Instance = new();

    /// <inheritdoc/>
    public double Of(string field, double share) => throw new InvalidOperationException($"No quantiles of {field} were computed.");

    /// <inheritdoc/>
    (ImmutableArray<double> ByValue, double Unknown) IFieldTargets.Of(string field, double smoothing) => throw new InvalidOperationException($"No targets of {field} were computed.");
}

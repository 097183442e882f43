using System.Collections.Immutable;
using Federated.Computations.Statistics;
using Federated.Tasks.Features;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Fitting;

/// <summary>Quantiles and targets of the fields that asked for them, as one state of a task has them.</summary>
internal sealed class FittedFields(TaskState state, TableStatistics statistics, QuantileStage? quantiles, TargetStage? targets) : IFieldQuantiles, IFieldTargets
{
    public double Of(string field, double share) =>
        quantiles is null ? throw new InvalidOperationException($"No quantiles of {field} were computed.") : quantiles.Of(state).Of(field, share).Value;

    (ImmutableArray<double> ByValue, double Unknown) IFieldTargets.Of(string field, double smoothing)
    {
        if (targets is null)
            throw new InvalidOperationException($"No targets of {field} were computed.");
        (ImmutableArray<double> means, double overall) = targets.Means(state, field, smoothing);
        double[] rows = [.. statistics.CategoryColumn(field).Counts.Select(count => (double)(count ?? 0))];
        double total = Math.Max(1, rows.Sum());
        double variance = means.Select((mean, value) => rows[value] * (mean - overall) * (mean - overall)).Sum() / total;
        double deviation = variance > 0 ? Math.Sqrt(variance) : 1;
        return ([.. means.Select(mean => Math.Clamp((mean - overall) / deviation, -StandardisedNumber.Limit, StandardisedNumber.Limit))], 0);
    }
}

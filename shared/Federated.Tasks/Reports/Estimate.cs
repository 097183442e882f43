using Federated.Learning.Metrics;

namespace Federated.Tasks.Reports;

/// <summary>A number with the interval that it plausibly lies in.</summary>
/// <param name="Value">The estimate; NaN where there is none.</param>
/// <param name="Low">Lower end of the interval; null when it is not known.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Estimate(double Value, double? Low = null, double? High = null)
{
    /// <summary>Whether both ends are known and finite.</summary>
    public bool HasInterval => Low is { } low && High is { } high && double.IsFinite(low) && double.IsFinite(high);

    /// <summary>The estimate of a bootstrap.</summary>
    public static Estimate Of(ConfidenceInterval interval) => new(interval.Estimate, interval.Lower, interval.Upper);
}

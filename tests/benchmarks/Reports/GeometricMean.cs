using Federated.Benchmarks.Measuring;

namespace Federated.Benchmarks.Reports;

/// <summary>The mean of ratios: the root of their product.</summary>
internal static class GeometricMean
{
    /// <returns>Null when no row has a ratio.</returns>
    public static double? Of(IEnumerable<Comparison> rows)
    {
        double[] logarithms = [.. rows.Where(row => row.Ratio is not null).Select(row => Math.Log(row.Ratio!.Value))];
        return logarithms.Length == 0 ? null : Math.Exp(logarithms.Average());
    }

    /// <summary>Over the training workloads alone: the figure that is quoted.</summary>
    public static double? OfTraining(IEnumerable<Comparison> rows) => Of(rows.Where(row => row.Entry.Class.Trains));
}

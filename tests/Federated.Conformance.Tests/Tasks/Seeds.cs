using System.Globalization;

namespace Federated.Conformance.Tests.Tasks;

/// <summary>How often a figure is measured: over five splits when FEDERATED_FIGURES is 1, over fewer otherwise.</summary>
internal static class Seeds
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";

    public static IEnumerable<int> Of(int few) => Enumerable.Range(0, IsLong ? 5 : few);

    /// <summary>Mean ± standard deviation, or the only value.</summary>
    public static string Words(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return values.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{mean:0.0000}")
            : string.Create(CultureInfo.InvariantCulture, $"{mean:0.0000} ± {Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)):0.0000}");
    }
}

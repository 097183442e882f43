using Federated.Computations.Statistics.Histograms;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Insight;

/// <summary>What is known of a number, a whole number or a date. Dates are days since 1970-01-01, see <see cref="Days"/>.</summary>
/// <param name="Field">The field.</param>
/// <param name="Type">Its type.</param>
/// <param name="Count">Rows that have a value.</param>
/// <param name="MissingShare">Rows that have none, over all rows.</param>
/// <param name="Mean">Mean; NaN when fewer rows than the floor have a value.</param>
/// <param name="StandardDeviation">Population standard deviation, NaN likewise.</param>
/// <param name="Low">The low extreme: the floor-th smallest value, not the smallest, which is one customer's. NaN when fewer rows than twice the floor have a value.</param>
/// <param name="High">The high extreme likewise.</param>
/// <param name="Quantiles">From the lowest; none when fewer rows than twice the floor have a value.</param>
/// <param name="Bins">The histogram, ascending; the first and the last bin also hold what lies beyond the extremes. None when too few have a value.</param>
public sealed record NumberInsight(
    string Field,
    FieldType Type,
    long Count,
    double MissingShare,
    double Mean,
    double StandardDeviation,
    double Low,
    double High,
    IReadOnlyList<QuantileInsight> Quantiles,
    IReadOnlyList<HistogramBin> Bins)
{
    /// <summary>The bin in which values lie most densely; null without a histogram.</summary>
    public HistogramBin? Mode => Bins.Count == 0 ? null : Bins.MaxBy(bin => bin.Count / (bin.Upper - bin.Lower));
}

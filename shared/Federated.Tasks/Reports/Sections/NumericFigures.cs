using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>How a column of numbers is spread, at this partner and over all.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Own">This partner's rows.</param>
/// <param name="Joint">All partners' rows; null when it is not known.</param>
/// <param name="Bins">From the least value; empty for none.</param>
public sealed record NumericFigures(string Field, NumericSummary Own, NumericSummary? Joint, IReadOnlyList<HistogramBin> Bins);

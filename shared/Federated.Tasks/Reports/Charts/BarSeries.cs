namespace Federated.Tasks.Reports.Charts;

/// <summary>One bar in each category.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Values">One a category; NaN for none.</param>
public sealed record BarSeries(string Name, IReadOnlyList<double> Values);

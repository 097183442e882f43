namespace Federated.Tasks.Reports.Charts;

/// <summary>One dot with its interval in each row.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Values">One a row; NaN for none.</param>
public sealed record IntervalSeries(string Name, IReadOnlyList<Estimate> Values);

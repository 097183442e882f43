namespace Federated.Tasks.Reports.Charts;

/// <summary>A line.</summary>
/// <param name="Name">Stands at its end.</param>
/// <param name="Points">In the order of X.</param>
/// <param name="IsReference">A thin dotted line to compare with: chance, a limit.</param>
public sealed record LineSeries(string Name, IReadOnlyList<LinePoint> Points, bool IsReference = false);

namespace Federated.Tasks.Reports;

/// <summary>One column of a table.</summary>
/// <param name="Heading">Its heading; also its key in the JSON twin.</param>
/// <param name="Format">How its numbers are written; null for a column of words, which is set to the left.</param>
public sealed record ReportColumn(string Heading, FigureFormat? Format = null);

namespace Federated.Tasks.Reports.Sections;

/// <summary>A column of numbers in six numbers; NaN for what is not known.</summary>
/// <param name="Missing">Share of rows without a value, 0 to 1.</param>
/// <param name="Mean">Mean of the others.</param>
/// <param name="Deviation">Their standard deviation.</param>
/// <param name="LowerQuartile">A quarter of them are below it.</param>
/// <param name="Median">Half of them are below it.</param>
/// <param name="UpperQuartile">Three quarters of them are below it.</param>
public sealed record NumericSummary(double Missing, double Mean, double Deviation, double LowerQuartile, double Median, double UpperQuartile);

namespace Federated.Tasks.Reports.Sections;

/// <summary>How columns move together.</summary>
/// <param name="Kind">Pearson or Spearman.</param>
/// <param name="Fields">Names.</param>
/// <param name="Values">A number for each pair, −1 to 1 or NaN; symmetric.</param>
public sealed record Correlations(string Kind, IReadOnlyList<string> Fields, IReadOnlyList<IReadOnlyList<double>> Values);

namespace Federated.Tasks.Insight;

/// <summary>A correlation matrix.</summary>
/// <param name="Fields">Names of its rows and columns: the numeric fields, and for a label of two classes <c>field=positive</c>.</param>
/// <param name="Coefficients">Row by row, −1 to 1; NaN where a field does not vary or too few rows have both.</param>
public sealed record CorrelationInsight(IReadOnlyList<string> Fields, IReadOnlyList<IReadOnlyList<double>> Coefficients);

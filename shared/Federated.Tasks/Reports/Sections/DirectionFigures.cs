namespace Federated.Tasks.Reports.Sections;

/// <summary>A direction in which customers differ.</summary>
/// <param name="Share">Its part of what varies among all partners' customers.</param>
/// <param name="OwnShare">Its part among this partner's; NaN when it is not known.</param>
/// <param name="Fields">The fields that it runs along, each with its correlation, the strongest first.</param>
public sealed record DirectionFigures(double Share, double OwnShare, IReadOnlyList<(string Field, double Correlation)> Fields);

namespace Federated.Tasks.Reports.Sections;

/// <summary>A column of categories.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Values">The most frequent first: share at this partner and over all, 0 to 1; NaN for what is below the floor or not known.</param>
/// <param name="OwnMissing">Share of this partner's rows without a value.</param>
public sealed record CategoryFigures(string Field, IReadOnlyList<(string Value, double Own, double Joint)> Values, double OwnMissing);

namespace Federated.ClientNode.Outcomes;

/// <summary>How a file of outcomes is written.</summary>
/// <param name="Id">Heading of the column of ids.</param>
/// <param name="Value">Heading of the column of outcomes.</param>
/// <param name="Day">Heading of the column of dates, each as 2026-01-31.</param>
/// <param name="Delimiter">What separates cells.</param>
internal sealed record OutcomeColumns(string Id = "id", string Value = "outcome", string Day = "date", char Delimiter = ',');

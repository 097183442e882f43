namespace Federated.Samples.Quickstart.Columns;

/// <summary>What the person said about columns; names are those of the header.</summary>
/// <param name="Label">Column to predict.</param>
/// <param name="Positive">Value of the label that counts as 1; null to guess.</param>
/// <param name="Id">Column that names the customer; null when there is none.</param>
/// <param name="LeftOut">Columns that do not become features.</param>
internal sealed record ColumnRoles(string Label, string? Positive, string? Id, IReadOnlyCollection<string> LeftOut);

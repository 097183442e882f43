namespace Federated.Samples.Quickstart.Partners;

/// <summary>The rows that one partner owns.</summary>
/// <param name="Name">Name in the consortium: 1 to 40 of a-z, 0-9 and '-', unique.</param>
/// <param name="Rows">Its rows, in the order of the file.</param>
internal sealed record PartnerRows(string Name, IReadOnlyList<string[]> Rows);

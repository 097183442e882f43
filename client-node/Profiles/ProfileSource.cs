namespace Federated.ClientNode.Profiles;

/// <summary>Where a part of the profiles comes from, or why it is missing.</summary>
/// <param name="Name">The task, or "transactions".</param>
/// <param name="Version">The model; empty for none.</param>
/// <param name="Customers">Customers that it knows.</param>
/// <param name="Missing">Why its columns are missing; empty when they are there.</param>
internal sealed record ProfileSource(string Name, string Version, long Customers, string Missing);

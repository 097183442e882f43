namespace Federated.ClientNode.Outcomes;

/// <summary>What happened to one customer.</summary>
/// <param name="Id">The customer's id, as in the partner's table.</param>
/// <param name="Value">A value of the contract's label, as the contract writes it.</param>
/// <param name="Day">When it was known.</param>
internal sealed record Outcome(string Id, string Value, DateOnly Day);

namespace Federated.ClientNode.Policy;

/// <summary>What a node knows when a job is offered.</summary>
/// <param name="Rows">Own rows that the job would read.</param>
/// <param name="Rounds">Rounds that the job takes at most, of all its stages.</param>
/// <param name="Columns">Own columns that the contract's fields are mapped to.</param>
internal sealed record JobFacts(int Rows, int Rounds, IReadOnlyCollection<string> Columns);

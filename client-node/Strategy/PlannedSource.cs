namespace Federated.ClientNode.Strategy;

/// <summary>A model that the sheet is to use, and the table that it is to read.</summary>
/// <param name="Task">A task of the catalogue.</param>
/// <param name="JobId">The job; null for the newest of the task.</param>
/// <param name="Mapping">Path of the mapping to its table; null for the node's standard mapping.</param>
internal sealed record PlannedSource(string Task, string? JobId, string? Mapping);

namespace Federated.SecureAggregation.Coordinator;

/// <summary>A node that left the round.</summary>
/// <param name="NodeId">Who.</param>
/// <param name="Phase">The phase in which it was last awaited.</param>
/// <param name="Reason">Its own words, or that its time ran out.</param>
public sealed record Dropout(string NodeId, RoundPhase Phase, string Reason);

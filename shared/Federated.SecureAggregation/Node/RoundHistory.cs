namespace Federated.SecureAggregation.Node;

/// <summary>How far a job has come on this node.</summary>
/// <param name="LastFinishedRound">The highest round that the host knows to be sealed; 0 for none.</param>
/// <param name="LastReleasedRound">The highest round for which this node released unmasking shares, in any attempt; 0 for none.</param>
public sealed record RoundHistory(long LastFinishedRound, long LastReleasedRound);

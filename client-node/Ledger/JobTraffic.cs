namespace Federated.ClientNode.Ledger;

/// <summary>What this node sent for one job.</summary>
/// <param name="Rounds">Rounds for which it released unmasking shares.</param>
/// <param name="Values">Masked integers of its largest upload.</param>
/// <param name="Bytes">Bytes of masked vectors, of all attempts.</param>
internal sealed record JobTraffic(long Rounds, long Values, long Bytes);

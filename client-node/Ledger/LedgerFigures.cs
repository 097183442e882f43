namespace Federated.ClientNode.Ledger;

/// <summary>What the node did so far.</summary>
/// <param name="Rounds">Rounds for which it released unmasking shares.</param>
/// <param name="UploadBytes">Bytes of masked vectors.</param>
/// <param name="BytesSent">All bytes of all requests' messages.</param>
/// <param name="BytesReceived">All bytes of all responses' messages.</param>
internal sealed record LedgerFigures(long Rounds, long UploadBytes, long BytesSent, long BytesReceived);

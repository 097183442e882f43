namespace Federated.ClientNode.Commands;

/// <summary>What the ledger says this node has done, in all.</summary>
/// <param name="Rounds">Rounds that it took part in to their end.</param>
/// <param name="BytesSent">Bytes of all messages that it sent in rounds.</param>
/// <param name="BytesReceived">Bytes of all messages that it received in rounds.</param>
internal sealed record LedgerTotals(long Rounds, long BytesSent, long BytesReceived)
{
    /// <summary>A node that has not taken part yet.</summary>
    public static readonly LedgerTotals None = new(0, 0, 0);
}

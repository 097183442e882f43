using Federated.ClientNode.Ledger;

namespace Federated.ClientNode.Rounds;

/// <summary>Counts the bytes of messages, and writes them to the ledger now and then.</summary>
internal sealed class TrafficCounter(NodeLedger ledger, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private long _sent;
    private long _received;
    private DateTimeOffset _writtenAt;

    public void Sent(int bytes) => Interlocked.Add(ref _sent, bytes);

    public void Received(int bytes) => Interlocked.Add(ref _received, bytes);

    /// <summary>Writes what was counted; at most every two seconds unless <paramref name="now"/> is set.</summary>
    public void Write(bool now = false)
    {
        if (!now && clock.GetUtcNow() - _writtenAt < Pace)
            return;
        _writtenAt = clock.GetUtcNow();
        var (sent, received) = (Interlocked.Exchange(ref _sent, 0), Interlocked.Exchange(ref _received, 0));
        if (sent + received > 0)
            ledger.AddTraffic(sent, received);
    }
}

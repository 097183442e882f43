namespace Federated.SecureAggregation.Node;

/// <summary>
/// The node's durable memory of what it signed and released; a port that the host implements on its store. A record method returns only when the record
/// would survive a power cut, because the message that depends on it leaves right after.
/// </summary>
public interface IRoundLedger
{
    /// <summary>How far a job has come.</summary>
    RoundHistory ReadHistory(string jobId);

    /// <summary>The survivor set that this node signed in an attempt; null when it signed none.</summary>
    SignedSurvivors? FindSigned(string jobId, long round, int attempt);

    /// <summary>Records, durably, that this node is about to sign a survivor set.</summary>
    void RecordSigned(string jobId, long round, int attempt, SignedSurvivors survivors);

    /// <summary>The rounds of any job that started from this state and for which this node released shares.</summary>
    IReadOnlyList<ReleasedRound> FindReleases(Digest modelHash);

    /// <summary>The highest round of a job for which this node released shares; null when there is none.</summary>
    ReleasedRound? FindLatestRelease(string jobId);

    /// <summary>Records, durably, that this node is about to release its unmasking shares.</summary>
    void RecordReleased(ReleasedRound round);
}

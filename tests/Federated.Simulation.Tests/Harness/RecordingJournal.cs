using Federated.Coordinator.Rounds;
using Federated.Coordinator.Storage;
using Federated.Protocol.V1;

namespace Federated.Simulation.Tests.Harness;

/// <summary>The coordinator's own journal; tells of each seal after it was written.</summary>
internal sealed class RecordingJournal(IRoundJournal journal, Action<RoundKey, IReadOnlyList<string>> onSealed) : IRoundJournal
{
    public int NextAttempt(string jobId, int round) => journal.NextAttempt(jobId, round);

    public void Open(RoundRecord record, DateTimeOffset now) => journal.Open(record, now);

    public void SaveUnmasking(RoundKey key, byte[] unmasking) => journal.SaveUnmasking(key, unmasking);

    public void SaveResponse(RoundKey key, string node, byte[] response) => journal.SaveResponse(key, node, response);

    public SavedAttempt? FindUnmasking(string jobId) => journal.FindUnmasking(jobId);

    public bool IsUnmasking(RoundKey key) => journal.IsUnmasking(key);

    public bool Seal(RoundKey key, IReadOnlyList<string> survivors, byte[] sumHash, SnapshotContent nextState, string note, DateTimeOffset now)
    {
        if (!journal.Seal(key, survivors, sumHash, nextState, note, now))
            return false;
        onSealed(key, survivors);
        return true;
    }

    public void Abort(RoundKey key, string cause, bool canRetryRound, DateTimeOffset now) => journal.Abort(key, cause, canRetryRound, now);

    public RoundResult? FindResult(RoundKey key) => journal.FindResult(key);
}

using Federated.Coordinator.Storage;
using Federated.Protocol.V1;

namespace Federated.Coordinator.Rounds;

/// <summary>
/// The coordinator's durable memory of its rounds; a port that the round loop writes through. Each method returns when what it says would survive a power cut.
/// </summary>
internal interface IRoundJournal
{
    /// <summary>The number for the next attempt at a round, never used before. Attempts that a crash left open are closed.</summary>
    int NextAttempt(string jobId, int round);

    /// <summary>An attempt begins; said before any node is offered it.</summary>
    void Open(RoundRecord record, DateTimeOffset now);

    /// <summary>From here on a restart goes on with this attempt.</summary>
    void SaveUnmasking(RoundKey key, byte[] unmasking);

    /// <summary>A node's released shares, before they are acknowledged.</summary>
    void SaveResponse(RoundKey key, string node, byte[] response);

    /// <summary>The attempt of this job that had begun to unmask and is not over; null when there is none.</summary>
    SavedAttempt? FindUnmasking(string jobId);

    /// <summary>Whether the loop of this attempt's job takes the attempt up again, or has it: its messages are wanted, if not at this moment.</summary>
    bool IsUnmasking(RoundKey key);

    /// <summary>One step: the attempt is sealed, and the job's state and round number move on. Nothing changes when the operator ended the job meanwhile.</summary>
    /// <returns>False when the attempt was over already: the operator ended the job, and no further round may start from the new state.</returns>
    bool Seal(RoundKey key, IReadOnlyList<string> survivors, byte[] sumHash, SnapshotContent nextState, string note, DateTimeOffset now);

    /// <summary>The attempt ended without a sum.</summary>
    /// <param name="key">Job, round, attempt.</param>
    /// <param name="cause">Why, for people.</param>
    /// <param name="canRetryRound">False when shares were released: then the round number moves on, since honest nodes join no further attempt at it.</param>
    /// <param name="now">When.</param>
    void Abort(RoundKey key, string cause, bool canRetryRound, DateTimeOffset now);

    /// <summary>How an attempt of the past ended; null when it is open or was never opened.</summary>
    RoundResult? FindResult(RoundKey key);
}

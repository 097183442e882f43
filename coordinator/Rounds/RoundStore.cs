using System.Globalization;
using System.Text.Json;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Storage;
using Federated.Hosting.Storage;
using Federated.Protocol.V1;
using Google.Protobuf;

namespace Federated.Coordinator.Rounds;

/// <summary>Rounds in the database.</summary>
internal sealed class RoundStore(SqliteDatabase database, SnapshotStore snapshots) : IRoundJournal
{
    private const string ByKey = "job_id = $job AND round = $round AND attempt = $attempt";

    // The operator may end a job, and its attempts with it, between two steps of the round loop: what is over stays as it is.
    private const string ByKeyUnderWay = $"{ByKey} AND state IN ('open', 'unmasking')";

    public int NextAttempt(string jobId, int round) => database.InTransaction(connection =>
    {
        connection.Execute("UPDATE rounds SET state = 'aborted', cause = 'the coordinator stopped' WHERE job_id = $job AND state = 'open'", ("$job", jobId));
        using var last = connection.Prepare("SELECT coalesce(max(attempt), 0) FROM rounds WHERE job_id = $job AND round = $round", ("$job", jobId), ("$round", round));
        return Convert.ToInt32(last.ExecuteScalar(), CultureInfo.InvariantCulture) + 1;
    });

    public void Open(RoundRecord record, DateTimeOffset now)
    {
        var roster = new RoundOffer();
        roster.Roster.AddRange(record.Members);
        database.Execute(
            "INSERT INTO rounds (job_id, round, attempt, state, stage, invited, roster, opened_at) VALUES ($job, $round, $attempt, 'open', $stage, $invited, $roster, $now)",
            [.. Key(record.Key), ("$stage", record.Stage), ("$invited", JsonSerializer.Serialize(record.Invited)), ("$roster", roster.ToByteArray()), ("$now", now)]);
    }

    public void SaveUnmasking(RoundKey key, byte[] unmasking) =>
        database.Execute($"UPDATE rounds SET state = 'unmasking', unmasking = $saved WHERE {ByKeyUnderWay}", [.. Key(key), ("$saved", unmasking)]);

    public void SaveResponse(RoundKey key, string node, byte[] response) => database.Execute(
        $"INSERT OR REPLACE INTO responses (job_id, round, attempt, node, response) SELECT job_id, round, attempt, $node, $response FROM rounds WHERE {ByKey} AND state = 'unmasking'",
        [.. Key(key), ("$node", node), ("$response", response)]);

    public SavedAttempt? FindUnmasking(string jobId) => database.Query(
        "SELECT round, attempt, roster, unmasking FROM rounds WHERE job_id = $job AND state = 'unmasking'",
        row =>
        {
            var key = new RoundKey { JobId = jobId, Round = (uint)row.GetInt32(0), Attempt = (uint)row.GetInt32(1) };
            return new SavedAttempt(key, RoundOffer.Parser.ParseFrom(row.Bytes(2)).Roster, row.Bytes(3), ResponsesOf(key));
        },
        ("$job", jobId)).FirstOrDefault();

    public bool IsUnmasking(RoundKey key) => database.Query(
        $"SELECT 1 FROM rounds WHERE {ByKey} AND state = 'unmasking' AND EXISTS (SELECT 1 FROM jobs WHERE id = $job AND state = 'running')",
        row => row.GetInt32(0), Key(key)).Count > 0;

    public bool Seal(RoundKey key, IReadOnlyList<string> survivors, byte[] sumHash, SnapshotContent nextState, string note, DateTimeOffset now)
    {
        var isSealed = Record(key, survivors, sumHash, nextState, note, now);
        if (isSealed)
            snapshots.Expect(nextState);
        return isSealed;
    }

    private bool Record(RoundKey key, IReadOnlyList<string> survivors, byte[] sumHash, SnapshotContent nextState, string note, DateTimeOffset now) => database.InTransaction(connection =>
    {
        var isSealed = connection.Execute(
            $"UPDATE rounds SET state = 'sealed', unmasking = NULL, survivors = $survivors, sum_hash = $sum, closed_at = $now WHERE {ByKeyUnderWay}",
            [.. Key(key), ("$survivors", JsonSerializer.Serialize(survivors)), ("$sum", sumHash), ("$now", now)]) == 1;
        if (!isSealed)
            return false;
        connection.Execute($"DELETE FROM responses WHERE {ByKey}", Key(key));
        var snapshot = SnapshotStore.Add(connection, nextState);
        connection.Execute(
            "UPDATE jobs SET round = $next, snapshot_hash = $snapshot, detail = $note WHERE id = $job",
            ("$next", (int)key.Round + 1), ("$snapshot", snapshot), ("$note", note), ("$job", key.JobId));
        JobStore.AddEvent(connection, key.JobId, now, note);
        return true;
    });

    public void Abort(RoundKey key, string cause, bool canRetryRound, DateTimeOffset now) => database.InTransaction(connection =>
    {
        var isAborted = connection.Execute(
            $"UPDATE rounds SET state = 'aborted', unmasking = NULL, cause = $cause, closed_at = $now WHERE {ByKeyUnderWay}",
            [.. Key(key), ("$cause", cause), ("$now", now)]) == 1;
        if (!isAborted)
            return false;
        connection.Execute($"DELETE FROM responses WHERE {ByKey}", Key(key));
        if (!canRetryRound)
            connection.Execute("UPDATE jobs SET round = $next WHERE id = $job", ("$next", (int)key.Round + 1), ("$job", key.JobId));
        JobStore.AddEvent(connection, key.JobId, now, $"round {key.Round} attempt {key.Attempt} ended without a sum: {cause}");
        return true;
    });

    public RoundResult? FindResult(RoundKey key) => database.Query<RoundResult?>(
        $"SELECT state FROM rounds WHERE {ByKey}",
        row => row.GetString(0) switch { "sealed" => RoundResult.Sealed, "aborted" => RoundResult.Aborted, _ => null }, Key(key)).FirstOrDefault();

    private List<byte[]> ResponsesOf(RoundKey key) => database.Query($"SELECT response FROM responses WHERE {ByKey} ORDER BY node", row => row.Bytes(0), Key(key));

    private static (string, object?)[] Key(RoundKey key) => [("$job", key.JobId), ("$round", (int)key.Round), ("$attempt", (int)key.Attempt)];
}

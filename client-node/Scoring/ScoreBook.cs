using System.Runtime.InteropServices;
using Federated.ClientNode.Ledger;
using Federated.Hosting.Storage;
using Microsoft.Data.Sqlite;

namespace Federated.ClientNode.Scoring;

/// <summary>
/// The scores that this node gave, kept in its ledger under hashes of the customers' ids until outcomes tell how good they were. Of each job the last three times are kept.
/// </summary>
internal sealed class ScoreBook(SqliteDatabase ledger, TimeProvider clock)
{
    private const int KeptRuns = 3;

    // A time of scoring that began so long ago and has no customers was interrupted.
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>Records one time of scoring at once. A customer that occurs twice has the score of its last row.</summary>
    /// <param name="jobId">The job whose model it was.</param>
    /// <param name="modelHash">Content hash of the model.</param>
    /// <param name="ids">The customers.</param>
    /// <param name="scores">One a customer, not NaN; at least one.</param>
    public void Record(string jobId, string modelHash, IReadOnlyList<string> ids, ReadOnlySpan<float> scores)
    {
        var recording = Begin(jobId, modelHash, ScoreGroups.Cuts(scores));
        recording.Add(ids, scores.ToArray());
        recording.Commit();
    }

    /// <summary>Begins to record a time of scoring, batch by batch, so that the ledger is free for others in between; nobody sees it before it is committed.</summary>
    /// <param name="jobId">The job whose model it is.</param>
    /// <param name="modelHash">Content hash of the model.</param>
    /// <param name="cuts">What a score must reach for groups 2 to 10.</param>
    public ScoreRecording Begin(string jobId, string modelHash, float[] cuts)
    {
        var (hash, now) = (CustomerHash.Of(ledger), clock.GetUtcNow());
        var sequence = ledger.InTransaction(connection =>
        {
            connection.Execute("DELETE FROM scorings WHERE customers = 0 AND at < $old", ("$old", now - Abandoned));
            connection.Execute(
                "INSERT INTO scorings (at, job_id, model_hash, customers, cuts) VALUES ($at, $job, $model, 0, $cuts)",
                ("$at", now), ("$job", jobId), ("$model", modelHash), ("$cuts", MemoryMarshal.AsBytes(cuts.AsSpan()).ToArray()));
            return connection.Query("SELECT last_insert_rowid()", row => row.GetInt64(0)).Single();
        });
        return new ScoreRecording(ledger, sequence, hash, KeptRuns);
    }

    /// <summary>The last time that customers were scored with the model of a job; null when they never were.</summary>
    public ScoringRun? FindLast(string jobId) => ledger.Query(
        "SELECT sequence, at, job_id, model_hash, customers, cuts FROM scorings WHERE job_id = $job AND customers > 0 ORDER BY sequence DESC LIMIT 1", Read, ("$job", jobId)).FirstOrDefault();

    /// <summary>Times of scoring with the model of a job, the last one first.</summary>
    public List<ScoringRun> Runs(string jobId) => ledger.Query(
        "SELECT sequence, at, job_id, model_hash, customers, cuts FROM scorings WHERE job_id = $job AND customers > 0 ORDER BY sequence DESC", Read, ("$job", jobId));

    private static ScoringRun Read(SqliteDataReader row) =>
        new(row.GetInt64(0), row.Instant(1), row.GetString(2), row.GetString(3), row.GetInt64(4), MemoryMarshal.Cast<byte, float>(row.Bytes(5)).ToArray());
}

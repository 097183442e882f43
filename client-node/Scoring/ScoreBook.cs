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

    /// <summary>Records one time of scoring, whole or not at all. A customer that occurs twice has the score of its last row.</summary>
    /// <param name="jobId">The job whose model it was.</param>
    /// <param name="modelHash">Content hash of the model.</param>
    /// <param name="ids">The customers.</param>
    /// <param name="scores">One a customer, not NaN; at least one.</param>
    public void Record(string jobId, string modelHash, IReadOnlyList<string> ids, ReadOnlySpan<float> scores)
    {
        var hash = CustomerHash.Of(ledger);
        var all = scores.ToArray();
        var cuts = ScoreGroups.Cuts(scores);
        ledger.InTransaction(connection =>
        {
            connection.Execute(
                "INSERT INTO scorings (at, job_id, model_hash, customers, cuts) VALUES ($at, $job, $model, 0, $cuts)",
                ("$at", clock.GetUtcNow()), ("$job", jobId), ("$model", modelHash), ("$cuts", MemoryMarshal.AsBytes(cuts.AsSpan()).ToArray()));
            var sequence = connection.Query("SELECT last_insert_rowid()", row => row.GetInt64(0)).Single();
            Insert(connection, sequence, hash, ids, all);
            connection.Execute("UPDATE scorings SET customers = (SELECT count(*) FROM scores WHERE scoring = $run) WHERE sequence = $run", ("$run", sequence));
            return connection.Execute(
                "DELETE FROM scorings WHERE job_id = $job AND sequence NOT IN (SELECT sequence FROM scorings WHERE job_id = $job ORDER BY sequence DESC LIMIT $kept)",
                ("$job", jobId), ("$kept", KeptRuns));
        });
    }

    /// <summary>The last time that customers were scored with the model of a job; null when they never were.</summary>
    public ScoringRun? FindLast(string jobId) => ledger.Query(
        "SELECT sequence, at, job_id, model_hash, customers, cuts FROM scorings WHERE job_id = $job ORDER BY sequence DESC LIMIT 1", Read, ("$job", jobId)).FirstOrDefault();

    /// <summary>Times of scoring with the model of a job, the last one first.</summary>
    public List<ScoringRun> Runs(string jobId) => ledger.Query(
        "SELECT sequence, at, job_id, model_hash, customers, cuts FROM scorings WHERE job_id = $job ORDER BY sequence DESC", Read, ("$job", jobId));

    private static void Insert(SqliteConnection connection, long sequence, CustomerHash hash, IReadOnlyList<string> ids, float[] scores)
    {
        using var insert = connection.Prepare("INSERT OR REPLACE INTO scores (scoring, customer, score) VALUES ($run, $customer, $score)", ("$run", sequence), ("$customer", Array.Empty<byte>()), ("$score", 0.0));
        for (var row = 0; row < scores.Length; row++)
        {
            insert.Parameters["$customer"].Value = hash.Name(ids[row]);
            insert.Parameters["$score"].Value = (double)scores[row];
            insert.ExecuteNonQuery();
        }
    }

    private static ScoringRun Read(SqliteDataReader row) =>
        new(row.GetInt64(0), row.Instant(1), row.GetString(2), row.GetString(3), row.GetInt64(4), MemoryMarshal.Cast<byte, float>(row.Bytes(5)).ToArray());
}

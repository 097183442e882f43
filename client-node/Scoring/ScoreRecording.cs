using Federated.ClientNode.Ledger;
using Federated.Hosting.Storage;

namespace Federated.ClientNode.Scoring;

/// <summary>A time of scoring that is being recorded; see <see cref="ScoreBook.Begin"/>.</summary>
internal sealed class ScoreRecording(SqliteDatabase ledger, long sequence, CustomerHash hash, int keptRuns)
{
    /// <summary>Records some customers. One that occurs twice has the score of its last row.</summary>
    /// <param name="ids">The customers.</param>
    /// <param name="scores">One a customer; NaN for one who has none, and is left out.</param>
    public void Add(IReadOnlyList<string> ids, IReadOnlyList<float> scores) => ledger.InTransaction(connection =>
    {
        using var insert = connection.Prepare(
            "INSERT OR REPLACE INTO scores (scoring, customer, score) VALUES ($run, $customer, $score)", ("$run", sequence), ("$customer", Array.Empty<byte>()), ("$score", 0.0));
        for (var row = 0; row < scores.Count; row++)
        {
            if (float.IsNaN(scores[row]))
                continue;
            insert.Parameters["$customer"].Value = hash.Name(ids[row]);
            insert.Parameters["$score"].Value = (double)scores[row];
            insert.ExecuteNonQuery();
        }

        return true;
    });

    /// <summary>Makes it the last time of scoring of its job, and forgets those that are older than the ones kept.</summary>
    public void Commit() => ledger.InTransaction(connection =>
    {
        connection.Execute("UPDATE scorings SET customers = (SELECT count(*) FROM scores WHERE scoring = $run) WHERE sequence = $run", ("$run", sequence));
        return connection.Execute(
            """
            DELETE FROM scorings WHERE customers > 0 AND job_id = (SELECT job_id FROM scorings WHERE sequence = $run)
            AND sequence NOT IN (SELECT kept.sequence FROM scorings AS kept WHERE kept.customers > 0 AND kept.job_id = scorings.job_id ORDER BY kept.sequence DESC LIMIT $kept)
            """,
            ("$run", sequence), ("$kept", keptRuns));
    });
}

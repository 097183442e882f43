using Federated.Coordinator.Storage;
using Federated.Hosting.Storage;
using Federated.Tasks.Jobs;
using Microsoft.Data.Sqlite;

namespace Federated.Coordinator.Jobs;

/// <summary>Jobs and their history in the database.</summary>
internal sealed class JobStore(SqliteDatabase database)
{
    private const string Columns = "id, name, task, document, hash, state, detail, round, snapshot_hash, submitted_at, finished_at";

    /// <summary>
    /// Records a job. Submitting the same document again while it is queued, running or completed names the job that there is;
    /// after it failed or was cancelled, a new one begins.
    /// </summary>
    public (Job Job, bool IsNew) Submit(JobSpec spec, byte[] initialState, DateTimeOffset now)
    {
        var (id, isNew) = database.InTransaction(connection =>
        {
            var hash = spec.Hash();
            var stem = $"{spec.Name}-{Convert.ToHexStringLower(hash)[..8]}";
            var earlier = connection.Query($"SELECT {Columns} FROM jobs WHERE hash = $hash ORDER BY sequence", Read, ("$hash", hash));
            if (earlier.LastOrDefault() is { State: JobState.Queued or JobState.Running or JobState.Completed } present)
                return (present.Id, false);
            var id = earlier.Count == 0 ? stem : $"{stem}-{earlier.Count + 1}";
            var snapshot = SnapshotStore.Add(connection, SnapshotContent.Of(initialState));
            connection.Execute(
                "INSERT INTO jobs (id, name, task, document, hash, state, detail, submitted_at, snapshot_hash) VALUES ($id, $name, $task, $document, $hash, 'queued', 'waits for its turn', $now, $snapshot)",
                ("$id", id), ("$name", spec.Name), ("$task", spec.Task), ("$document", spec.ToYaml()), ("$hash", hash), ("$now", now), ("$snapshot", snapshot));
            return (id, true);
        });
        return (Find(id)!, isNew);
    }

    public List<Job> List() => database.Query($"SELECT {Columns} FROM jobs ORDER BY sequence", Read);

    public Job? Find(string id) => database.Query($"SELECT {Columns} FROM jobs WHERE id = $id", Read, ("$id", id)).FirstOrDefault();

    /// <summary>The job that runs or, when none does, the one that was submitted first.</summary>
    public Job? Next() => database.Query(
        $"SELECT {Columns} FROM jobs WHERE state IN ('running', 'queued') ORDER BY CASE state WHEN 'running' THEN 0 ELSE 1 END, sequence LIMIT 1", Read).FirstOrDefault();

    public JobState? FindState(string id) => Find(id)?.State;

    /// <summary>
    /// Marks a job as running or as ended, unless it has ended already. With a job end its attempts that are not sealed, and what they hold of released shares is erased.
    /// </summary>
    /// <returns>False when it had ended.</returns>
    public bool SetState(string id, JobState state, string detail, DateTimeOffset now) => database.InTransaction(connection =>
    {
        var changed = connection.Execute(
            "UPDATE jobs SET state = $state, detail = $detail, finished_at = $finished WHERE id = $id AND state IN ('queued', 'running')",
            ("$state", state.ToString().ToLowerInvariant()), ("$detail", detail), ("$finished", state is JobState.Running ? null : now), ("$id", id)) == 1;
        if (!changed)
            return false;
        if (state is not JobState.Running)
            EndAttempts(connection, id, detail, now);
        AddEvent(connection, id, now, $"{state.ToString().ToLowerInvariant()}: {detail}");
        return true;
    });

    /// <summary>Notes what a job that has not ended is doing or waiting for; a repetition of the latest word is not noted again.</summary>
    public void Note(string id, string text, DateTimeOffset now) => database.InTransaction(connection =>
    {
        if (connection.Execute("UPDATE jobs SET detail = $text WHERE id = $id AND detail IS NOT $text AND state IN ('queued', 'running')", ("$text", text), ("$id", id)) == 1)
            AddEvent(connection, id, now, text);
        return true;
    });

    public List<JobEvent> Events(string id, long after) => database.Query(
        "SELECT sequence, at, text FROM events WHERE job_id = $id AND sequence > $after ORDER BY sequence",
        row => new JobEvent(row.GetInt64(0), row.Instant(1), row.GetString(2)), ("$id", id), ("$after", after));

    internal static void AddEvent(SqliteConnection connection, string id, DateTimeOffset now, string text) =>
        connection.Execute("INSERT INTO events (job_id, at, text) VALUES ($id, $now, $text)", ("$id", id), ("$now", now), ("$text", text));

    private static void EndAttempts(SqliteConnection connection, string id, string cause, DateTimeOffset now)
    {
        connection.Execute(
            "UPDATE rounds SET state = 'aborted', unmasking = NULL, cause = $cause, closed_at = $now WHERE job_id = $id AND state IN ('open', 'unmasking')",
            ("$cause", cause), ("$now", now), ("$id", id));
        connection.Execute("DELETE FROM responses WHERE job_id = $id", ("$id", id));
    }

    private static Job Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Bytes(4), Enum.Parse<JobState>(row.GetString(5), ignoreCase: true),
        row.TextOrNull(6), row.GetInt32(7), row.Bytes(8), row.Instant(9), row.InstantOrNull(10));
}

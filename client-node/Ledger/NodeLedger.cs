using System.Text.Json;
using Federated.Hosting.Storage;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Node;
using Federated.SecureAggregation.Ring;
using Microsoft.Data.Sqlite;

namespace Federated.ClientNode.Ledger;

/// <summary>
/// What this node did, written before it is done: the survivor sets that it signed, the shares that it released, the contributions that it made and the
/// uploads that it sent. With it, a node that was killed neither says two things in one round nor makes a second contribution for a round that is tried again.
/// </summary>
internal sealed class NodeLedger(SqliteDatabase database, TimeProvider clock) : IRoundLedger
{
    // A round that this node helped to unmask, or that the coordinator called sealed.
    private const string Counted = """
        job_id = $job AND round < $round AND (round IN (SELECT round FROM released WHERE job_id = $job) OR round <= (SELECT coalesce(max(round), 0) FROM finished WHERE job_id = $job))
        """;

    private const string Releases = "SELECT job_id, round, attempt, state_hash, cohort_hash, survivors_hash, companies FROM released";

    private const string ByAttempt = "job_id = $job AND round = $round AND attempt = $attempt";

    public static NodeLedger Open(string path, TimeProvider clock) => new(new SqliteDatabase(path, LedgerShape.Steps), clock);

    public RoundHistory ReadHistory(string jobId) => new(
        Number("SELECT coalesce(max(round), 0) FROM finished WHERE job_id = $job", ("$job", jobId)),
        Number("SELECT coalesce(max(round), 0) FROM released WHERE job_id = $job", ("$job", jobId)));

    public SignedSurvivors? FindSigned(string jobId, long round, int attempt) => database.Query(
        $"SELECT cohort_hash, survivors_hash FROM signed WHERE {ByAttempt}",
        row => new SignedSurvivors(new Digest(row.Bytes(0)), new Digest(row.Bytes(1))), Key(jobId, round, attempt)).FirstOrDefault();

    public void RecordSigned(string jobId, long round, int attempt, SignedSurvivors survivors) => database.Execute(
        "INSERT OR IGNORE INTO signed (job_id, round, attempt, cohort_hash, survivors_hash) VALUES ($job, $round, $attempt, $cohort, $survivors)",
        [.. Key(jobId, round, attempt), .. Hashes(survivors)]);

    // Rounds released before the ledger kept their states have none, and are never found.
    public IReadOnlyList<ReleasedRound> FindReleases(Digest modelHash) => database.Query($"{Releases} WHERE state_hash = $state", ReadRelease, ("$state", modelHash.Span.ToArray()));

    public ReleasedRound? FindLatestRelease(string jobId) => database.Query(
        $"{Releases} WHERE job_id = $job AND state_hash IS NOT NULL ORDER BY round DESC LIMIT 1", ReadRelease, ("$job", jobId)).FirstOrDefault();

    public void RecordReleased(ReleasedRound round) => database.InTransaction(connection =>
    {
        connection.Execute(
            """
            INSERT OR IGNORE INTO released (job_id, round, attempt, cohort_hash, survivors_hash, state_hash, companies)
            VALUES ($job, $round, $attempt, $cohort, $survivors, $state, $companies)
            """,
            [
                .. Key(round.JobId, round.Round, round.Attempt), .. Hashes(round.Survivors),
                ("$state", round.ModelHash.Span.ToArray()), ("$companies", JsonSerializer.Serialize(round.Companies)),
            ]);
        connection.Execute("DELETE FROM contributions WHERE job_id = $job AND round <= $round", ("$job", round.JobId), ("$round", round.Round));
        return true;
    });

    /// <summary>The coordinator sealed this round: no attempt at it, or at an earlier one, is joined any more.</summary>
    public void RecordFinished(string jobId, long round) => database.Execute(
        "INSERT INTO finished (job_id, round) VALUES ($job, $round) ON CONFLICT (job_id) DO UPDATE SET round = max(round, excluded.round)", ("$job", jobId), ("$round", round));

    /// <summary>
    /// The contribution that this node made for a round, if the round still starts from the same state. The ring may be another one, of more or fewer members: the same
    /// integers are put into it.
    /// </summary>
    public RingVector? FindContribution(RoundParameters parameters) => database.Query(
        "SELECT packed, modulus_bits FROM contributions WHERE job_id = $job AND round = $round AND state_hash = $state AND length = $length",
        row =>
        {
            using var kept = RingVector.FromBytes(new RingModulus(row.GetInt32(1)), parameters.ElementCount, row.Bytes(0));
            return kept.In(parameters.Modulus);
        },
        Form(parameters)).FirstOrDefault();

    /// <summary>
    /// Keeps a contribution for further attempts at its round, and what the computation wants remembered with it; an earlier one of another form, which can no
    /// longer be asked for, is replaced.
    /// </summary>
    /// <param name="parameters">The round.</param>
    /// <param name="contribution">The contribution.</param>
    /// <param name="memory">The memory that it leaves; null when the computation keeps none.</param>
    public void RecordContribution(RoundParameters parameters, RingVector contribution, byte[]? memory) => database.InTransaction(connection =>
    {
        connection.Execute(
            "INSERT OR REPLACE INTO contributions (job_id, round, state_hash, modulus_bits, length, packed) VALUES ($job, $round, $state, $bits, $length, $packed)",
            [.. Form(parameters), ("$packed", contribution.ToBytes())]);
        if (memory is null)
            return true;
        (string, object?)[] key = [("$job", parameters.JobId), ("$round", parameters.Round)];
        connection.Execute($"DELETE FROM memories WHERE job_id = $job AND round < (SELECT max(round) FROM memories WHERE {Counted})", key);
        connection.Execute("INSERT OR REPLACE INTO memories (job_id, round, content) VALUES ($job, $round, $content)", [.. key, ("$content", memory)]);
        return true;
    });

    /// <summary>What a job's computation left here in the last round before this one whose sum counted; null when it left nothing.</summary>
    public byte[]? FindMemory(string jobId, long beforeRound = long.MaxValue) => database.Query(
        $"SELECT content FROM memories WHERE {Counted} ORDER BY round DESC LIMIT 1", row => row.Bytes(0), ("$job", jobId), ("$round", beforeRound)).FirstOrDefault();

    /// <summary>An upload is about to be sent.</summary>
    public void RecordUpload(RoundParameters parameters, Digest uploadHash, long bytes) => database.Execute(
        "INSERT INTO sent (at, job_id, round, attempt, upload_hash, bytes, length) VALUES ($now, $job, $round, $attempt, $hash, $bytes, $length)",
        [.. Key(parameters.JobId, parameters.Round, parameters.Attempt), ("$now", clock.GetUtcNow()), ("$hash", uploadHash.Span.ToArray()), ("$bytes", bytes), ("$length", parameters.ElementCount)]);

    /// <summary>This node's seed for a job, drawn once from <paramref name="fresh"/>.</summary>
    public ulong SeedOf(string jobId, ulong fresh) => database.InTransaction(connection =>
    {
        connection.Execute("INSERT OR IGNORE INTO seeds (job_id, seed) VALUES ($job, $seed)", ("$job", jobId), ("$seed", unchecked((long)fresh)));
        return unchecked((ulong)connection.Query("SELECT seed FROM seeds WHERE job_id = $job", row => row.GetInt64(0), ("$job", jobId)).Single());
    });

    /// <summary>The key that a partner had when this node first met it; the present key is remembered when it is new.</summary>
    public KnownPartner Meet(string name, byte[] identity) => database.InTransaction(connection =>
    {
        connection.Execute("INSERT OR IGNORE INTO partners (name, identity, first_seen) VALUES ($name, $identity, $now)", ("$name", name), ("$identity", identity), ("$now", clock.GetUtcNow()));
        return connection.Query("SELECT name, identity, first_seen, acknowledged FROM partners WHERE name = $name", ReadPartner, ("$name", name)).Single();
    });

    public List<KnownPartner> Partners() => database.Query("SELECT name, identity, first_seen, acknowledged FROM partners ORDER BY name", ReadPartner);

    /// <summary>A person vouches for a partner; a key that it lost is forgotten, so that its present one is taken at the next round.</summary>
    /// <returns>False when this node has not met the partner.</returns>
    public bool Acknowledge(string name, bool acceptNewKey) => acceptNewKey
        ? database.Execute("DELETE FROM partners WHERE name = $name", ("$name", name)) == 1
        : database.Execute("UPDATE partners SET acknowledged = 1 WHERE name = $name", ("$name", name)) == 1;

    public void AddTraffic(long sent, long received) => database.InTransaction(connection =>
    {
        foreach (var (direction, bytes) in new[] { ("sent", sent), ("received", received) })
        {
            connection.Execute(
                "INSERT INTO traffic (direction, bytes) VALUES ($direction, $bytes) ON CONFLICT (direction) DO UPDATE SET bytes = bytes + excluded.bytes",
                ("$direction", direction), ("$bytes", bytes));
        }

        return true;
    });

    public LedgerFigures Figures() => new(
        Number("SELECT count(*) FROM released"),
        Number("SELECT coalesce(sum(bytes), 0) FROM sent"),
        Number("SELECT coalesce(sum(bytes), 0) FROM traffic WHERE direction = 'sent'"),
        Number("SELECT coalesce(sum(bytes), 0) FROM traffic WHERE direction = 'received'"));

    /// <summary>What this node sent for one job.</summary>
    public JobTraffic TrafficOf(string jobId) => new(
        Number("SELECT count(*) FROM released WHERE job_id = $job", ("$job", jobId)),
        Number("SELECT coalesce(max(length), 0) FROM sent WHERE job_id = $job", ("$job", jobId)),
        Number("SELECT coalesce(sum(bytes), 0) FROM sent WHERE job_id = $job", ("$job", jobId)));

    private long Number(string sql, params (string Name, object? Value)[] arguments) => database.Query(sql, row => row.GetInt64(0), arguments).Single();

    private static (string, object?)[] Key(string jobId, long round, int attempt) => [("$job", jobId), ("$round", round), ("$attempt", attempt)];

    private static (string, object?)[] Hashes(SignedSurvivors survivors) =>
        [("$cohort", survivors.CohortHash.Span.ToArray()), ("$survivors", survivors.SurvivorsHash.Span.ToArray())];

    private static (string, object?)[] Form(RoundParameters parameters) =>
    [
        ("$job", parameters.JobId), ("$round", parameters.Round), ("$state", parameters.ModelHash.Span.ToArray()),
        ("$bits", parameters.ModulusBits), ("$length", parameters.ElementCount),
    ];

    private static ReleasedRound ReadRelease(SqliteDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetInt32(2), new Digest(row.Bytes(3)),
        new SignedSurvivors(new Digest(row.Bytes(4)), new Digest(row.Bytes(5))), JsonSerializer.Deserialize<string[]>(row.GetString(6))!);

    private static KnownPartner ReadPartner(SqliteDataReader row) => new(row.GetString(0), row.Bytes(1), row.Instant(2), row.GetBoolean(3));
}

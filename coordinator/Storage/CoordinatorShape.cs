namespace Federated.Coordinator.Storage;

/// <summary>The shape of the coordinator's database, one step a release that changed it.</summary>
internal static class CoordinatorShape
{
    public static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE partners (
            name        TEXT PRIMARY KEY,
            state       TEXT NOT NULL CHECK (state IN ('invited', 'active', 'paused', 'removed')),
            public_key  BLOB,
            certificate BLOB,
            not_after   TEXT,
            version     TEXT,
            last_seen   TEXT
        );
        CREATE TABLE invites (
            secret_hash BLOB PRIMARY KEY,
            partner     TEXT NOT NULL REFERENCES partners (name),
            expires_at  TEXT NOT NULL,
            used_at     TEXT
        );
        CREATE TABLE snapshots (
            hash    BLOB PRIMARY KEY,
            content BLOB NOT NULL
        );
        CREATE TABLE jobs (
            sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
            id            TEXT NOT NULL UNIQUE,
            name          TEXT NOT NULL,
            task          TEXT NOT NULL,
            document      TEXT NOT NULL,
            hash          BLOB NOT NULL,
            state         TEXT NOT NULL CHECK (state IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
            detail        TEXT,
            submitted_at  TEXT NOT NULL,
            finished_at   TEXT,
            round         INTEGER NOT NULL DEFAULT 1,
            snapshot_hash BLOB NOT NULL REFERENCES snapshots (hash)
        );
        CREATE TABLE rounds (
            job_id       TEXT NOT NULL REFERENCES jobs (id),
            round        INTEGER NOT NULL,
            attempt      INTEGER NOT NULL,
            state        TEXT NOT NULL CHECK (state IN ('open', 'unmasking', 'sealed', 'aborted')),
            stage        TEXT NOT NULL,
            invited      TEXT NOT NULL,
            roster       BLOB NOT NULL,
            survivors    TEXT,
            sum_hash     BLOB,
            cause        TEXT,
            opened_at    TEXT NOT NULL,
            closed_at    TEXT,
            unmasking    BLOB,
            PRIMARY KEY (job_id, round, attempt)
        );
        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            job_id   TEXT NOT NULL REFERENCES jobs (id),
            at       TEXT NOT NULL,
            text     TEXT NOT NULL
        );
        """,
        """
        CREATE TABLE responses (
            job_id   TEXT NOT NULL,
            round    INTEGER NOT NULL,
            attempt  INTEGER NOT NULL,
            node     TEXT NOT NULL,
            response BLOB NOT NULL,
            PRIMARY KEY (job_id, round, attempt, node),
            FOREIGN KEY (job_id, round, attempt) REFERENCES rounds (job_id, round, attempt)
        );
        """,
    ];
}

namespace Federated.ClientNode.Ledger;

/// <summary>The shape of the node's ledger, one step a release that changed it.</summary>
internal static class LedgerShape
{
    public static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE signed (
            job_id         TEXT NOT NULL,
            round          INTEGER NOT NULL,
            attempt        INTEGER NOT NULL,
            cohort_hash    BLOB NOT NULL,
            survivors_hash BLOB NOT NULL,
            PRIMARY KEY (job_id, round, attempt)
        );
        CREATE TABLE released (
            job_id         TEXT NOT NULL,
            round          INTEGER NOT NULL,
            attempt        INTEGER NOT NULL,
            cohort_hash    BLOB NOT NULL,
            survivors_hash BLOB NOT NULL,
            PRIMARY KEY (job_id, round)
        );
        CREATE TABLE finished (
            job_id TEXT PRIMARY KEY,
            round  INTEGER NOT NULL
        );
        CREATE TABLE contributions (
            job_id       TEXT NOT NULL,
            round        INTEGER NOT NULL,
            state_hash   BLOB NOT NULL,
            modulus_bits INTEGER NOT NULL,
            length       INTEGER NOT NULL,
            packed       BLOB NOT NULL,
            PRIMARY KEY (job_id, round)
        );
        CREATE TABLE sent (
            sequence    INTEGER PRIMARY KEY AUTOINCREMENT,
            at          TEXT NOT NULL,
            job_id      TEXT NOT NULL,
            round       INTEGER NOT NULL,
            attempt     INTEGER NOT NULL,
            upload_hash BLOB NOT NULL,
            bytes       INTEGER NOT NULL
        );
        CREATE TABLE seeds (
            job_id TEXT PRIMARY KEY,
            seed   INTEGER NOT NULL
        );
        CREATE TABLE partners (
            name         TEXT PRIMARY KEY,
            identity     BLOB NOT NULL,
            first_seen   TEXT NOT NULL,
            acknowledged INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE traffic (
            direction TEXT PRIMARY KEY CHECK (direction IN ('sent', 'received')),
            bytes     INTEGER NOT NULL
        );
        """,
        """
        CREATE TABLE memories (
            job_id  TEXT NOT NULL,
            round   INTEGER NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (job_id, round)
        );
        """,
        """
        CREATE TABLE customer_salt (
            one  INTEGER PRIMARY KEY CHECK (one = 1),
            salt BLOB NOT NULL
        );
        CREATE TABLE scorings (
            sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
            at         TEXT NOT NULL,
            job_id     TEXT NOT NULL,
            model_hash TEXT NOT NULL,
            customers  INTEGER NOT NULL,
            cuts       BLOB NOT NULL
        );
        CREATE TABLE scores (
            scoring  INTEGER NOT NULL REFERENCES scorings (sequence) ON DELETE CASCADE,
            customer BLOB NOT NULL,
            score    REAL NOT NULL,
            PRIMARY KEY (scoring, customer)
        ) WITHOUT ROWID;
        CREATE TABLE outcomes (
            customer BLOB NOT NULL,
            label    TEXT NOT NULL,
            day      TEXT NOT NULL,
            value    TEXT NOT NULL,
            recorded TEXT NOT NULL,
            PRIMARY KEY (customer, label, day)
        ) WITHOUT ROWID;
        """,
        """
        ALTER TABLE sent ADD COLUMN length INTEGER NOT NULL DEFAULT 0;
        """,
        """
        ALTER TABLE released ADD COLUMN state_hash BLOB;
        ALTER TABLE released ADD COLUMN companies TEXT NOT NULL DEFAULT '';
        CREATE INDEX released_by_state ON released (state_hash);
        """,
    ];
}

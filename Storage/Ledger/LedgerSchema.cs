namespace Webhooks.Storage.Ledger;

/// <summary>
/// Tables of the ledger. Rows are appended in order of acceptance; the only index that grows with every delivery is the one by id.
/// The partial indexes hold what is still open or needs a person, so the cost of finding that does not grow with what is done.
/// </summary>
internal static class LedgerSchema
{
    public static readonly string[] Steps =
    [
        """
        CREATE TABLE deliveries (
            sequence INTEGER PRIMARY KEY,
            delivery_id BLOB NOT NULL,
            key TEXT NOT NULL,
            source TEXT NOT NULL,
            provider TEXT NOT NULL,
            event_name TEXT NOT NULL,
            entity TEXT,
            workflow_type TEXT,
            received_at INTEGER NOT NULL,
            remote_address TEXT,
            segment INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            length INTEGER NOT NULL,
            sha256 BLOB NOT NULL,
            event BLOB,
            run_id TEXT,
            signalled_at INTEGER,
            outcome INTEGER NOT NULL DEFAULT 0,
            duplicates INTEGER NOT NULL DEFAULT 0,
            last_duplicate_at INTEGER,
            conflict INTEGER NOT NULL DEFAULT 0
        );
        CREATE UNIQUE INDEX deliveries_by_id ON deliveries (delivery_id);
        CREATE INDEX deliveries_by_entity ON deliveries (entity) WHERE entity IS NOT NULL;
        CREATE INDEX deliveries_pending ON deliveries (sequence) WHERE signalled_at IS NULL AND outcome = 0 AND workflow_type IS NOT NULL;
        CREATE INDEX deliveries_unsettled ON deliveries (sequence) WHERE outcome = 0;
        CREATE INDEX deliveries_quarantined ON deliveries (sequence) WHERE outcome = 4;
        CREATE INDEX deliveries_conflicting ON deliveries (sequence) WHERE conflict = 1;

        -- Exactly one outcome a delivery: the primary key says so.
        CREATE TABLE outcomes (
            delivery_id BLOB PRIMARY KEY,
            kind INTEGER NOT NULL,
            reason TEXT,
            artefacts TEXT NOT NULL,
            settled_at INTEGER NOT NULL
        ) WITHOUT ROWID;

        -- What is known of a delivery before the journal's record of it is indexed.
        CREATE TABLE early (
            sequence INTEGER PRIMARY KEY,
            delivery_id BLOB NOT NULL,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            run_id TEXT,
            sha256 BLOB
        );
        CREATE INDEX early_by_id ON early (delivery_id);

        CREATE TABLE journal_position (one INTEGER PRIMARY KEY CHECK (one = 1), segment INTEGER NOT NULL, offset INTEGER NOT NULL);
        INSERT INTO journal_position VALUES (1, 0, 0);

        CREATE TABLE journal_damage (
            segment INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            length INTEGER NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (segment, offset)
        ) WITHOUT ROWID;

        CREATE TABLE rejections (
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            source TEXT NOT NULL,
            reason TEXT NOT NULL,
            remote_address TEXT,
            body_sha256 BLOB,
            body_length INTEGER
        );
        """,
        """
        -- One row a journal segment, so that retention asks nothing of each delivery.
        CREATE TABLE segments (
            segment INTEGER PRIMARY KEY,
            first_sequence INTEGER NOT NULL,
            last_sequence INTEGER NOT NULL,
            deliveries INTEGER NOT NULL,
            newest_at INTEGER NOT NULL,
            dropped_at INTEGER
        );
        INSERT INTO segments SELECT segment, min(sequence), max(sequence), count(*), max(received_at), NULL FROM deliveries GROUP BY segment;
        """,
    ];
}

namespace Webhooks.Storage.Operations;

internal static class OperationSchema
{
    public static readonly string[] Steps =
    [
        """
        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            tenant TEXT,
            action TEXT NOT NULL,
            subject TEXT,
            reason TEXT,
            is_dry_run INTEGER NOT NULL,
            deliveries INTEGER,
            result TEXT NOT NULL,
            detail TEXT
        );
        CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'The audit is not changed.'); END;
        CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'The audit is not changed.'); END;

        CREATE TABLE replays (
            sequence INTEGER PRIMARY KEY,
            replay_id TEXT NOT NULL UNIQUE,
            document BLOB NOT NULL,
            deliveries BLOB NOT NULL,
            is_open INTEGER NOT NULL,
            stop_requested_by TEXT
        );

        -- One at a time.
        CREATE UNIQUE INDEX replays_open ON replays (is_open) WHERE is_open = 1;
        """,
        "ALTER TABLE replays ADD COLUMN tenant TEXT",
    ];
}

using Npgsql;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.PostgreSql;

/// <summary>
/// Tables in numbered steps. Whoever starts first takes them, under a lock; a process whose role may not create tables starts when they are
/// there. A step that has been released never changes.
/// </summary>
internal static class PostgreSqlSchema
{
    public const int Partitions = 64;
    public const string Channel = "webhooks_deliveries";

    /// <summary>Names of advisory locks; they are of the whole database.</summary>
    public const long MigrationLock = 0x7765_6268_6F6F_6B01;
    public const long AcceptanceLock = MigrationLock + 1;
    public const long LeaseLock = MigrationLock + 2;
    public const long AuditLock = MigrationLock + 3;
    public const long KnowledgeLock = MigrationLock + 4;

    public static readonly string[] Steps =
    [
        """
        CREATE TABLE deliveries (
            sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            delivery_id bytea NOT NULL,
            key text NOT NULL,
            source text NOT NULL,
            provider text NOT NULL,
            event_name text NOT NULL,
            entity text,
            workflow_type text,
            partition smallint,
            received_at bigint NOT NULL,
            remote_address text,
            length integer NOT NULL,
            sha256 bytea NOT NULL,
            event bytea,
            run_id text,
            signalled_at bigint,
            duplicates integer NOT NULL DEFAULT 0,
            last_duplicate_at bigint,
            conflict boolean NOT NULL DEFAULT false,
            outcome smallint NOT NULL DEFAULT 0,
            reason text,
            artefacts text,
            settled_at bigint,
            -- Exactly one outcome a delivery: it has one place, and a time when it is taken.
            CONSTRAINT one_outcome CHECK ((outcome = 0) = (settled_at IS NULL)),
            CONSTRAINT partition_of_entity CHECK (workflow_type IS NULL OR (entity IS NOT NULL AND partition IS NOT NULL))
        );
        CREATE UNIQUE INDEX deliveries_by_id ON deliveries (delivery_id);
        CREATE INDEX deliveries_by_entity ON deliveries (entity, sequence) WHERE entity IS NOT NULL;
        CREATE INDEX deliveries_pending ON deliveries (sequence, partition) WHERE signalled_at IS NULL AND outcome = 0 AND workflow_type IS NOT NULL;
        CREATE INDEX deliveries_pending_of ON deliveries (entity, sequence) WHERE signalled_at IS NULL AND outcome = 0 AND workflow_type IS NOT NULL;
        CREATE INDEX deliveries_unsettled ON deliveries (sequence) WHERE outcome = 0;
        CREATE INDEX deliveries_quarantined ON deliveries (sequence) WHERE outcome = 4;
        CREATE INDEX deliveries_conflicting ON deliveries (sequence) WHERE conflict;

        -- Facts and body in the same form as in a journal record. The body is compressed already.
        CREATE TABLE bodies (
            sequence bigint PRIMARY KEY REFERENCES deliveries (sequence) ON DELETE CASCADE,
            facts bytea NOT NULL,
            stored bytea NOT NULL,
            size integer NOT NULL
        );
        ALTER TABLE bodies ALTER COLUMN stored SET STORAGE EXTERNAL;

        CREATE TABLE rejections (
            sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at bigint NOT NULL,
            source text NOT NULL,
            reason text NOT NULL,
            remote_address text,
            body_sha256 bytea,
            body_length bigint
        );

        -- Who signals the entities of a partition. The token rises with each taking, so that what a former owner writes can be told.
        CREATE TABLE leases (
            partition smallint PRIMARY KEY,
            owner text,
            token bigint NOT NULL DEFAULT 0,
            expires_at timestamptz NOT NULL DEFAULT '-infinity'
        );
        INSERT INTO leases (partition) SELECT generate_series(0, 63);
        CREATE TABLE replicas (owner text PRIMARY KEY, expires_at timestamptz NOT NULL);
        """,
        """
        CREATE TABLE audit (
            sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at bigint NOT NULL,
            actor text NOT NULL,
            tenant text,
            action text NOT NULL,
            subject text,
            reason text,
            is_dry_run boolean NOT NULL,
            deliveries bigint,
            result text NOT NULL,
            detail text
        );
        CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'The audit is not changed.'; END $$;
        CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

        CREATE TABLE replays (
            sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            replay_id text NOT NULL UNIQUE,
            tenant text,
            document bytea NOT NULL,
            deliveries bytea NOT NULL,
            is_open boolean NOT NULL DEFAULT true,
            stop_requested_by text,
            runner text,
            expires_at timestamptz NOT NULL DEFAULT '-infinity'
        );

        -- One at a time, over all gateways.
        CREATE UNIQUE INDEX replays_open ON replays (is_open) WHERE is_open;
        """,
        """
        -- What is known of the documents; all of it can be made of their files again. Letters are compared by their codes, as the files' names are.
        CREATE TABLE knowledge_documents (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            key text COLLATE "C" NOT NULL UNIQUE,
            path text COLLATE "C" NOT NULL,
            kind text COLLATE "C" NOT NULL,
            title text NOT NULL,
            properties text NOT NULL,
            sha256 text NOT NULL,
            length bigint NOT NULL,
            created_at bigint NOT NULL,
            updated_at bigint NOT NULL,
            date bigint NOT NULL,
            repository text COLLATE "C",
            words tsvector NOT NULL
        );
        CREATE UNIQUE INDEX knowledge_documents_by_path ON knowledge_documents (lower(path));
        CREATE INDEX knowledge_documents_by_kind ON knowledge_documents (kind, lower(path));
        CREATE INDEX knowledge_documents_by_words ON knowledge_documents USING gin (words);
        CREATE TABLE knowledge_names (
            document bigint NOT NULL REFERENCES knowledge_documents (number) ON DELETE CASCADE,
            name text COLLATE "C" NOT NULL,
            slot text COLLATE "C" NOT NULL,
            PRIMARY KEY (document, name)
        );
        CREATE INDEX knowledge_names_by_slot ON knowledge_names (slot);
        CREATE TABLE knowledge_links (
            document bigint NOT NULL REFERENCES knowledge_documents (number) ON DELETE CASCADE,
            name text COLLATE "C" NOT NULL,
            slot text COLLATE "C" NOT NULL,
            PRIMARY KEY (document, name)
        );
        CREATE INDEX knowledge_links_by_slot ON knowledge_links (slot);
        CREATE TABLE knowledge_made (mark text NOT NULL);
        """,
    ];

    /// <exception cref="LedgerUnavailableException">The database is away, or the role may not create what is missing.</exception>
    /// <exception cref="InvalidOperationException">A newer version made the tables.</exception>
    public static Task UpgradeAsync(PostgreSqlDatabase database, CancellationToken cancellationToken) => database.RunAsync(async source =>
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        var version = await VersionAsync(connection, cancellationToken);
        if (version == 0)
        {
            await ExecuteAsync(connection, "CREATE TABLE webhooks_schema (version integer NOT NULL); INSERT INTO webhooks_schema VALUES (0)", cancellationToken);
        }

        RefuseNewer(version);
        foreach (var step in Steps.Skip(version))
        {
            await ExecuteAsync(connection, step, cancellationToken);
        }

        if (version < Steps.Length)
        {
            await ExecuteAsync(connection, $"UPDATE webhooks_schema SET version = {Steps.Length}", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return version;
    });

    /// <summary>For whoever only looks: creates nothing.</summary>
    /// <exception cref="LedgerUnavailableException">The database is away, or has other tables.</exception>
    public static async Task CheckAsync(PostgreSqlDatabase database, CancellationToken cancellationToken)
    {
        var version = await database.RunAsync(async source =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await VersionAsync(connection, cancellationToken);
        });
        if (version != Steps.Length)
        {
            throw new LedgerUnavailableException($"The database has schema version {version}, this program reads {Steps.Length}.");
        }
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass('webhooks_schema') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return 0;
        }

        await using var version = new NpgsqlCommand("SELECT version FROM webhooks_schema", connection);
        return await version.ExecuteScalarAsync(cancellationToken) as int? ?? 0;
    }

    private static void RefuseNewer(int version)
    {
        if (version > Steps.Length)
        {
            throw new InvalidOperationException($"A newer version of this program made the tables (schema {version}, this one knows {Steps.Length}).");
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using Google.Protobuf;
using Microsoft.Data.Sqlite;
using SystemSqlite;
using Temporal.Server.Engine;
using Temporal.Server.Schedules;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Storage;

/// <summary>The writer's side of the database: one connection, used by the engine loop alone.</summary>
internal sealed class RunStore : IDisposable
{
    private const string RunColumns = "row, state, info";

    private readonly Sql _sql;

    private RunStore(Sql sql, SqliteDatabase database) => (_sql, Database) = (sql, database);

    public SqliteDatabase Database { get; }

    /// <summary>Fails a commit on purpose, at the moment just before it: how tests see what a full disk does.</summary>
    public Action? BeforeCommit { get; set; }

    public static RunStore Open(SqliteDatabase database)
    {
        var connection = SqliteConnections.Open(database);
        try
        {
            connection.Upgrade(StoreSchema.Steps);
            return new RunStore(new Sql(connection), database);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public List<StoredRun> LoadOpen() =>
        _sql.Rows($"SELECT {RunColumns} FROM run WHERE close_time IS NULL ORDER BY row", ReadRun);

    public StoredRun? Load(string ns, string runId) =>
        _sql.Rows($"SELECT {RunColumns} FROM run WHERE namespace=?1 AND run_id=?2", ReadRun, ns, runId) is [var run] ? run : null;

    public List<ScheduleEntry> LoadSchedules() => _sql.Rows($"SELECT {ScheduleRow.Columns} FROM schedule ORDER BY row", ScheduleRow.Read);

    public ScheduleEntry? LoadSchedule(ScheduleKey key) => _sql.Rows(
        $"SELECT {ScheduleRow.Columns} FROM schedule WHERE namespace=?1 AND schedule_id=?2", ScheduleRow.Read, key.Namespace, key.ScheduleId)
        is [var schedule] ? schedule : null;

    public string? CurrentRunId(string ns, string workflowId) =>
        _sql.Text("SELECT run_id FROM current_run WHERE namespace=?1 AND workflow_id=?2", ns, workflowId);

    public string? NewestRunIdExcept(RunKey key) => _sql.Text(
        "SELECT run_id FROM run WHERE namespace=?1 AND workflow_id=?2 AND run_id<>?3 ORDER BY start_time DESC, row DESC LIMIT 1",
        key.Namespace,
        key.WorkflowId,
        key.RunId);

    public List<HistoryEvent> ReadEvents(long row, long first, long last) => _sql.Rows(
        "SELECT body FROM event WHERE run=?1 AND event_id BETWEEN ?2 AND ?3 ORDER BY event_id",
        reader => HistoryEvent.Parser.ParseFrom(Blob(reader, 0)),
        row,
        first,
        last);

    public List<StoredNamespace> LoadNamespaces() => _sql.Rows(
        "SELECT name, id, description, owner_email, retention_ticks FROM namespace ORDER BY name",
        reader => new StoredNamespace
        {
            Name = reader.GetString(0),
            Id = reader.GetString(1),
            Description = reader.GetString(2),
            OwnerEmail = reader.GetString(3),
            Retention = TimeSpan.FromTicks(reader.GetInt64(4)),
        });

    public List<(string Namespace, string Name, IndexedValueType Type)> LoadSearchAttributes() => _sql.Rows(
        "SELECT namespace, name, type FROM search_attribute",
        reader => (reader.GetString(0), reader.GetString(1), (IndexedValueType)reader.GetInt32(2)));

    /// <summary>Closed runs of a namespace that ended before <paramref name="before"/>, oldest first.</summary>
    public List<RunKey> ClosedBefore(string ns, DateTimeOffset before, int limit) => _sql.Rows(
        """
        SELECT workflow_id, run_id FROM run
        WHERE namespace=?1 AND close_time IS NOT NULL AND coalesce(close_time, 9223372036854775807) < ?2
        ORDER BY close_time LIMIT ?3
        """,
        reader => new RunKey(ns, reader.GetString(0), reader.GetString(1)),
        ns,
        before.UtcTicks,
        limit);

    /// <summary>Stores a batch: all of it, durably, or nothing.</summary>
    public void Commit(PendingWrites writes)
    {
        _sql.Execute("BEGIN IMMEDIATE");
        try
        {
            Write(writes);
            BeforeCommit?.Invoke();
            _sql.Execute("COMMIT");
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    public void Dispose() => _sql.Dispose();

    private void RollBack()
    {
        try
        {
            _sql.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (full disk, I/O error): there is no transaction left to end.
        }
    }

    private void Write(PendingWrites writes)
    {
        foreach (var (key, stored) in writes.Runs)
        {
            RunRow.Write(_sql, key, stored);
        }

        foreach (var (key, events) in writes.Events)
        {
            var row = writes.Runs[key].Row;
            foreach (var item in events)
            {
                _sql.Execute("INSERT INTO event(run, event_id, body) VALUES(?1, ?2, ?3)", row, item.EventId, item.ToByteArray());
            }
        }

        foreach (var row in writes.Deleted.Values)
        {
            _sql.Execute("DELETE FROM run WHERE row=?1", row);
            _sql.Execute("DELETE FROM event WHERE run=?1", row);
            _sql.Execute("DELETE FROM search_value WHERE run=?1", row);
        }

        foreach (var ((ns, workflowId), runId) in writes.Current)
        {
            if (runId is null)
            {
                _sql.Execute("DELETE FROM current_run WHERE namespace=?1 AND workflow_id=?2", ns, workflowId);
            }
            else
            {
                _sql.Execute("INSERT OR REPLACE INTO current_run(namespace, workflow_id, run_id) VALUES(?1, ?2, ?3)", ns, workflowId, runId);
            }
        }

        foreach (var (key, schedule) in writes.Schedules)
        {
            if (schedule is null)
            {
                ScheduleRow.Delete(_sql, key);
            }
            else
            {
                ScheduleRow.Write(_sql, schedule);
            }
        }

        foreach (var other in writes.Others)
        {
            other(_sql);
        }
    }

    private static StoredRun ReadRun(SqliteDataReader reader) =>
        new(new Run(RunState.Parser.ParseFrom(Blob(reader, 1))), reader.GetInt64(0))
        {
            StoredAttributes = Temporalio.Api.Workflow.V1.WorkflowExecutionInfo.Parser.ParseFrom(Blob(reader, 2)).SearchAttributes,
        };

    private static byte[] Blob(SqliteDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);
}

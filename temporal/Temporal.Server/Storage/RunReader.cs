using System.Collections.Concurrent;
using SystemSqlite;
using Temporal.Server.Schedules;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Storage;

/// <summary>The readers' side of the database: sees committed state only, and never waits for the engine loop.</summary>
internal sealed class RunReader(SqliteDatabase database) : IDisposable
{
    private const int MostConnections = 4;
    private const long LargestPage = 16 << 20;

    private readonly ConcurrentBag<Sql> _idle = [];
    private readonly SemaphoreSlim _slots = new(MostConnections);

    public Task<string?> CurrentRunIdAsync(string ns, string workflowId, CancellationToken ct) => ReadAsync(
        sql => sql.Text("SELECT run_id FROM current_run WHERE namespace=?1 AND workflow_id=?2", ns, workflowId), ct);

    public Task<HistoryPosition?> HistoryAsync(string ns, string workflowId, string runId, CancellationToken ct) => ReadAsync(
        sql => sql.Rows(
            """
            SELECT row, close_time IS NULL, coalesce((SELECT max(event_id) FROM event WHERE run=row), 0) FROM run
            WHERE namespace=?1 AND run_id=?3 AND workflow_id=?2
            """,
            reader => new HistoryPosition(reader.GetInt64(0), reader.GetBoolean(1), reader.GetInt64(2)),
            ns,
            workflowId,
            runId) is [var position] ? position : null,
        ct);

    /// <summary>
    /// Events from <paramref name="first"/> to <paramref name="last"/>, backwards when asked: no more than <paramref name="limit"/>,
    /// and no more than fit into an answer, but at least one.
    /// </summary>
    public Task<List<HistoryEvent>> EventsAsync(long row, long first, long last, int limit, bool backwards, CancellationToken ct) => ReadAsync(
        sql =>
        {
            var bytes = 0L;
            return sql.Rows(
                backwards
                    ? "SELECT body FROM event WHERE run=?1 AND event_id BETWEEN ?2 AND ?3 ORDER BY event_id DESC LIMIT ?4"
                    : "SELECT body FROM event WHERE run=?1 AND event_id BETWEEN ?2 AND ?3 ORDER BY event_id LIMIT ?4",
                reader =>
                {
                    var body = reader.GetFieldValue<byte[]>(0);
                    var isFirst = bytes == 0;
                    bytes += body.Length;
                    return isFirst || bytes <= LargestPage ? HistoryEvent.Parser.ParseFrom(body) : null;
                },
                row,
                first,
                last,
                limit).TakeWhile(item => item is not null).Select(item => item!).ToList(); // The nulls end the sequence.
        },
        ct);

    /// <summary>Runs for which <paramref name="condition"/> holds, open ones first, then the last ended first.</summary>
    public Task<List<WorkflowExecutionInfo>> ListAsync(string condition, object?[] values, int limit, CancellationToken ct) => ReadAsync(
        sql => sql.Rows(
            $"""
            SELECT info FROM run WHERE {condition}
            ORDER BY coalesce(close_time, 9223372036854775807) DESC, start_time DESC, run_id LIMIT {limit}
            """,
            reader => WorkflowExecutionInfo.Parser.ParseFrom(reader.GetFieldValue<byte[]>(0)),
            values),
        ct);

    public Task<List<(int Status, long Count)>> CountByStatusAsync(string condition, object?[] values, CancellationToken ct) => ReadAsync(
        sql => sql.Rows(
            $"SELECT status, count(*) FROM run WHERE {condition} GROUP BY status ORDER BY status",
            reader => (reader.GetInt32(0), reader.GetInt64(1)),
            values),
        ct);

    /// <summary>Schedules for which <paramref name="condition"/> holds, by id.</summary>
    public Task<List<ScheduleEntry>> SchedulesAsync(string condition, object?[] values, int limit, CancellationToken ct) => ReadAsync(
        sql => sql.Rows(
            $"SELECT {ScheduleRow.Columns} FROM schedule WHERE {condition} ORDER BY schedule_id LIMIT {limit}", ScheduleRow.Read, values),
        ct);

    public void Dispose()
    {
        foreach (var sql in _idle)
        {
            sql.Dispose();
        }

        _slots.Dispose();
    }

    private async Task<T> ReadAsync<T>(Func<Sql, T> read, CancellationToken ct)
    {
        await _slots.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (!_idle.TryTake(out var sql))
            {
                var connection = SqliteConnections.Open(database, readOnly: true);
                TextSearch.Register(connection);
                sql = new Sql(connection);
            }

            var result = read(sql);
            _idle.Add(sql);
            return result;
        }
        finally
        {
            _slots.Release();
        }
    }
}

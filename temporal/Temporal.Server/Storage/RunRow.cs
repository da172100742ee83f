using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Engine;
using Temporalio.Api.Common.V1;

namespace Temporal.Server.Storage;

/// <summary>Writes the row of a run: its state, and the columns that listings and queries look at.</summary>
internal static class RunRow
{
    private const string Insert =
        """
        INSERT INTO run(namespace, workflow_id, run_id, status, type, task_queue, start_time, execution_time, close_time, history_length,
          history_size, transitions, parent_workflow_id, parent_run_id, root_workflow_id, root_run_id, info, state)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
        RETURNING row
        """;

    private const string Update =
        """
        UPDATE run SET status=?2, task_queue=?3, execution_time=?4, close_time=?5, history_length=?6, history_size=?7, transitions=?8,
          info=?9, state=?10
        WHERE row=?1
        """;

    public static void Write(Sql sql, RunKey key, StoredRun stored)
    {
        var info = stored.Run.Listing();
        var state = stored.Run.State.ToByteArray();
        if (stored.Row == 0)
        {
            stored.Row = sql.Number(
                Insert,
                key.Namespace,
                key.WorkflowId,
                key.RunId,
                (int)info.Status,
                info.Type?.Name ?? "",
                info.TaskQueue,
                Ticks(info.StartTime) ?? 0,
                Ticks(info.ExecutionTime) ?? Ticks(info.StartTime) ?? 0,
                Ticks(info.CloseTime),
                info.HistoryLength,
                info.HistorySizeBytes,
                info.StateTransitionCount,
                info.ParentExecution?.WorkflowId,
                info.ParentExecution?.RunId,
                info.RootExecution?.WorkflowId ?? key.WorkflowId,
                info.RootExecution?.RunId ?? key.RunId,
                info.ToByteArray(),
                state) ?? throw new InvalidOperationException("An insert returned no row.");
        }
        else
        {
            sql.Execute(
                Update,
                stored.Row,
                (int)info.Status,
                info.TaskQueue,
                Ticks(info.ExecutionTime) ?? Ticks(info.StartTime) ?? 0,
                Ticks(info.CloseTime),
                info.HistoryLength,
                info.HistorySizeBytes,
                info.StateTransitionCount,
                info.ToByteArray(),
                state);
        }

        WriteAttributes(sql, stored, info.SearchAttributes);
    }

    private static void WriteAttributes(Sql sql, StoredRun stored, SearchAttributes? attributes)
    {
        if (Equals(attributes, stored.StoredAttributes))
        {
            return;
        }

        sql.Execute("DELETE FROM search_value WHERE run=?1", stored.Row);
        foreach (var (name, payload) in attributes?.IndexedFields ?? [])
        {
            var position = 0;
            foreach (var value in SearchValue.Read(payload))
            {
                sql.Execute(
                    "INSERT INTO search_value(run, name, position, value) VALUES(?1, ?2, ?3, ?4)", stored.Row, name, position++, value);
            }
        }

        stored.StoredAttributes = attributes?.Clone();
    }

    private static long? Ticks(Timestamp? time) => time?.ToDateTimeOffset().UtcTicks;
}

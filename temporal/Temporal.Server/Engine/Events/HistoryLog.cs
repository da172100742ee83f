using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>Gives events their ids, and is the only place that does.</summary>
internal static class HistoryLog
{
    /// <summary>For events that are never buffered: starts, closes, workflow tasks and what commands produce.</summary>
    public static HistoryEvent Write(Transaction tx, Run run, HistoryEvent happening)
    {
        Complete(tx, happening);
        happening.EventId = run.State.NextEventId++;
        happening.TaskId = happening.EventId;
        run.State.HistorySizeBytes += happening.CalculateSize();
        run.Staged.Add(happening);
        return happening;
    }

    /// <summary>
    /// For everything else. A worker has seen the history up to the started event of its task, so an id given now would
    /// fall between that event and the events of its commands.
    /// </summary>
    public static void WriteOrBuffer(Transaction tx, Run run, HistoryEvent happening)
    {
        if (!run.IsOpen)
        {
            return;
        }

        if (run.AppliesCommands || run.HasStartedWorkflowTask)
        {
            Complete(tx, happening);
            EventBuffer.Add(tx, run, happening);
        }
        else
        {
            Write(tx, run, happening);
        }
    }

    /// <summary>Hands what the operation did to the transaction; the last step of every operation, for every run it changed.</summary>
    public static void Save(Transaction tx, Run run)
    {
        WorkflowTasks.AbandonOvertakenTransient(tx, run);
        if (run.Staged.Count > 0)
        {
            tx.AppendEvents(run, run.Staged.ToArray());
            run.Staged.Clear();
        }

        run.State.StateTransitionCount++;
        tx.Touch(run);
    }

    private static void Complete(Transaction tx, HistoryEvent happening)
    {
        happening.EventType = EventTypes.Of(happening);
        happening.EventTime ??= tx.Now.ToTimestamp();
        happening.WorkerMayIgnore = happening.EventType == EventType.WorkflowExecutionOptionsUpdated;
    }
}

using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Schedules;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>The end of a run.</summary>
internal static class Closing
{
    /// <summary>Writes the last event and forgets what was pending. What waited in the buffer is lost.</summary>
    public static HistoryEvent Close(Transaction tx, Run run, WorkflowExecutionStatus status, HistoryEvent last)
    {
        HistoryLog.Write(tx, run, last);
        var state = run.State;
        state.Status = status;
        state.CloseTime = tx.Now.ToTimestamp();
        state.WorkflowTask = null;
        state.FirstWorkflowTaskTime = null;
        state.Activities.Clear();
        state.Timers.Clear();
        EventBuffer.Clear(run);
        run.WantsWorkflowTask = false;
        return last;
    }

    /// <summary>What the end means to others: children by their close policy, and the parent and the schedule unless another run follows.</summary>
    public static void TellOthers(Transaction tx, Run run, HistoryEvent last)
    {
        ParentClosePolicies.Apply(tx, run);
        run.State.Children.Clear();
        if (run.State.NewExecutionRunId.Length == 0)
        {
            ChildNotices.Closed(tx, run, last);
            ActionEnd.Closed(tx, run, last);
        }
    }
}

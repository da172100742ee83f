using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

internal static class RunTimeout
{
    /// <summary>Run or execution timeout: the run ends, and its retry policy may give it a successor.</summary>
    public static void Fire(Transaction tx, Run run)
    {
        WorkflowTasks.FailForClose(tx, run);
        var failure = new Failure
        {
            Message = "workflow timeout",
            Source = "Server",
            TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = TimeoutType.StartToClose },
        };
        var decision = Successors.DecideRetry(tx, run, failure);
        var newRunId = decision.State == RetryState.InProgress ? tx.Options.NewId() : "";
        run.State.NewExecutionRunId = newRunId;
        var last = Closing.Close(tx, run, WorkflowExecutionStatus.TimedOut, new HistoryEvent
        {
            WorkflowExecutionTimedOutEventAttributes = new WorkflowExecutionTimedOutEventAttributes
            {
                RetryState = decision.State,
                NewExecutionRunId = newRunId,
            },
        });
        if (newRunId.Length > 0)
        {
            Successors.Retry(tx, run, newRunId, decision.Interval, failure);
        }

        Closing.TellOthers(tx, run, last);
        HistoryLog.Save(tx, run);
    }
}

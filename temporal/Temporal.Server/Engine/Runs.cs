using Temporalio.Api.Common.V1;

namespace Temporal.Server.Engine;

/// <summary>Finds the run a request means.</summary>
internal static class Runs
{
    /// <summary>The named run, or the current one when no run id is given.</summary>
    public static Run? Find(Transaction tx, string ns, string workflowId, string runId) => runId.Length == 0
        ? tx.FindCurrent(ns, workflowId)
        : tx.Find(new RunKey(ns, workflowId, runId));

    public static Run Require(Transaction tx, string ns, string workflowId, string runId)
    {
        if (workflowId.Length == 0)
        {
            throw Errors.InvalidArgument("WorkflowId is not set on request.");
        }

        return Find(tx, ns, workflowId, runId) ?? throw Errors.WorkflowNotFound(workflowId);
    }

    public static Run Require(Transaction tx, string ns, WorkflowExecution? execution) =>
        Require(tx, ns, execution?.WorkflowId ?? "", execution?.RunId ?? "");

    /// <summary>With the first run id of a chain, the current run counts, provided that it belongs to that chain.</summary>
    public static Run Require(Transaction tx, string ns, WorkflowExecution? execution, string firstExecutionRunId)
    {
        if (firstExecutionRunId.Length == 0)
        {
            return Require(tx, ns, execution);
        }

        var run = Require(tx, ns, execution?.WorkflowId ?? "", "");
        return run.State.FirstExecutionRunId == firstExecutionRunId ? run : throw Errors.WorkflowNotFound(run.Key.WorkflowId);
    }
}

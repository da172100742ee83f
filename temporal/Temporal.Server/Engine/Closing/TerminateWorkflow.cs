using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class TerminateWorkflow
{
    public static TerminateWorkflowExecutionResponse Execute(Transaction tx, TerminateWorkflowExecutionRequest request)
    {
        var run = Runs.Require(tx, request.Namespace, request.WorkflowExecution, request.FirstExecutionRunId);
        if (!run.IsOpen)
        {
            throw Errors.WorkflowCompleted();
        }

        Terminate(tx, run, request.Reason, request.Details, request.Identity, request.Links);
        return new TerminateWorkflowExecutionResponse();
    }

    public static void Terminate(
        Transaction tx, Run run, string reason, Payloads? details, string identity, IReadOnlyList<Link>? links = null)
    {
        WorkflowTasks.FailForClose(tx, run);
        var last = Closing.Close(tx, run, WorkflowExecutionStatus.Terminated, new HistoryEvent
        {
            WorkflowExecutionTerminatedEventAttributes = new WorkflowExecutionTerminatedEventAttributes
            {
                Reason = reason,
                Details = details,
                Identity = identity,
            },
            Links = { links ?? [] },
        });
        Closing.TellOthers(tx, run, last);
        HistoryLog.Save(tx, run);
    }
}

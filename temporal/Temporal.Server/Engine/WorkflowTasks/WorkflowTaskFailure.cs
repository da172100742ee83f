using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class WorkflowTaskFailure
{
    public static RespondWorkflowTaskFailedResponse Execute(Transaction tx, RespondWorkflowTaskFailedRequest request)
    {
        var run = TaskTokens.FindWorkflowTask(tx, request.TaskToken);
        if (request.Cause == WorkflowTaskFailedCause.GrpcMessageTooLarge)
        {
            TerminateWorkflow.Terminate(tx, run, "GrpcMessageTooLarge", null, Identities.History);
        }
        else
        {
            WorkflowTasks.Fail(tx, run, request.Cause, request.Failure, request.Identity);
            HistoryLog.Save(tx, run);
        }

        return new RespondWorkflowTaskFailedResponse();
    }
}

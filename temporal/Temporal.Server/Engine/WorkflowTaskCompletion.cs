using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class WorkflowTaskCompletion
{
    /// <summary>A refused completion has effects of its own: it is answered through <see cref="Transaction.FailAfterCommit"/>.</summary>
    public static CompletedWorkflowTask Execute(Transaction tx, RespondWorkflowTaskCompletedRequest request) =>
        throw new NotImplementedException();
}

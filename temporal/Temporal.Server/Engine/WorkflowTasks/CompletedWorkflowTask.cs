using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal sealed record CompletedWorkflowTask
{
    public required RunKey Run { get; init; }

    public required RespondWorkflowTaskCompletedResponse Response { get; init; }

    /// <summary>The next task, already started for the same worker; goes into <c>Response.WorkflowTask</c> with its history.</summary>
    public StartedWorkflowTask? Next { get; init; }
}

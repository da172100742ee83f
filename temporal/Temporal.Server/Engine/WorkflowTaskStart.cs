using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

/// <summary>A poller got a workflow task.</summary>
internal static class WorkflowTaskStart
{
    /// <summary>Null when the offered task is stale and must be dropped.</summary>
    /// <param name="tx">The change.</param>
    /// <param name="key">The run whose task was offered.</param>
    /// <param name="stamp"><c>State.WorkflowTask.Stamp</c> at the time of the offer.</param>
    /// <param name="poll">The poll that takes it.</param>
    /// <param name="requestId">One id a hand-over: the same id gets the same answer.</param>
    public static StartedWorkflowTask? Execute(Transaction tx, RunKey key, long stamp, PollWorkflowTaskQueueRequest poll, string requestId) =>
        throw new NotImplementedException();
}

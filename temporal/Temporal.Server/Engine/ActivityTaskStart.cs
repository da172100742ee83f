using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

/// <summary>A poller got an activity task.</summary>
internal static class ActivityTaskStart
{
    /// <summary>Null when the offered task is stale and must be dropped.</summary>
    /// <param name="tx">The change.</param>
    /// <param name="key">The run of the activity.</param>
    /// <param name="scheduledEventId">Which activity.</param>
    /// <param name="attempt"><c>PendingActivity.Attempt</c> at the time of the offer.</param>
    /// <param name="poll">The poll that takes it.</param>
    /// <param name="requestId">One id a hand-over: the same id gets the same answer.</param>
    public static PollActivityTaskQueueResponse? Execute(
        Transaction tx, RunKey key, long scheduledEventId, int attempt, PollActivityTaskQueueRequest poll, string requestId) =>
        throw new NotImplementedException();
}

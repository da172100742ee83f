using Temporal.Server.State;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class CompletedWorkflowTaskEvent
{
    // Deprecated on the wire, yet what workers of unversioned task queues still read on replay.
#pragma warning disable CS0612
    /// <summary>Echoes what the worker said of itself: it reads its flags back from here when it replays.</summary>
    public static HistoryEvent For(WorkflowTask task, RespondWorkflowTaskCompletedRequest request) => new()
    {
        WorkflowTaskCompletedEventAttributes = new WorkflowTaskCompletedEventAttributes
        {
            ScheduledEventId = task.ScheduledEventId,
            StartedEventId = task.StartedEventId,
            Identity = request.Identity,
            BinaryChecksum = request.BinaryChecksum,
            WorkerVersion = request.WorkerVersionStamp,
            SdkMetadata = request.SdkMetadata,
            MeteringMetadata = request.MeteringMetadata,
            VersioningBehavior = request.VersioningBehavior,
        },
    };

    public static string BuildIdOf(RespondWorkflowTaskCompletedRequest request) => request.WorkerVersionStamp?.BuildId ?? "";
#pragma warning restore CS0612
}

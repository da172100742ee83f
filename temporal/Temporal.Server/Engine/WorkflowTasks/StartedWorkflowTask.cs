using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

/// <summary>A workflow task as its worker gets it; the caller fills in the history.</summary>
internal sealed record StartedWorkflowTask
{
    public required RunKey Run { get; init; }

    /// <summary>Complete but for <c>History</c>, <c>NextPageToken</c>, <c>Queries</c> and <c>BacklogCountHint</c>.</summary>
    public required PollWorkflowTaskQueueResponse Response { get; init; }

    /// <summary>First event of the history to send: 1, or the one after the previous started event for a sticky worker.</summary>
    public required long FirstEventId { get; init; }

    /// <summary>Last stored event to send; <see cref="TransientEvents"/> follow it.</summary>
    public required long LastStoredEventId { get; init; }

    /// <summary>Scheduled and started event of a transient task; they are in no history yet.</summary>
    public required IReadOnlyList<HistoryEvent> TransientEvents { get; init; }
}

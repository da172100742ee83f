using Google.Protobuf;
using Temporal.Server.Engine;
using Temporal.Server.Storage;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>Histories in pages: for the worker that got a task, and for its further requests.</summary>
internal sealed class HistoryPages(RunReader reader, int pageSize)
{
    public int PageSize => pageSize;

    public async Task<PollWorkflowTaskQueueResponse> FillAsync(StartedWorkflowTask task, CancellationToken ct)
    {
        var token = new HistoryPageToken
        {
            RunId = task.Run.RunId,
            NextEventId = task.FirstEventId,
            LastEventId = task.LastStoredEventId,
            TransientEvents = { task.TransientEvents },
        };
        (task.Response.History, task.Response.NextPageToken) = await TaskPageAsync(task.Run, token, pageSize, ct).ConfigureAwait(false);
        return task.Response;
    }

    /// <summary>One page of the history that belongs to a task, which ends at the token's last event.</summary>
    public async Task<(History Page, ByteString Next)> TaskPageAsync(RunKey key, HistoryPageToken token, int limit, CancellationToken ct)
    {
        var position = await reader.HistoryAsync(key.Namespace, key.WorkflowId, key.RunId, ct).ConfigureAwait(false)
            ?? throw Refusals.NoSuchRun(key.WorkflowId);
        List<HistoryEvent> events = token.NextEventId > token.LastEventId
            ? []
            : await reader.EventsAsync(position.Row, token.NextEventId, token.LastEventId, limit, backwards: false, ct).ConfigureAwait(false);
        var page = new History { Events = { events } };
        var next = events.Count == 0 ? token.LastEventId + 1 : events[^1].EventId + 1;
        if (next > token.LastEventId)
        {
            page.Events.AddRange(token.TransientEvents);
            return (page, ByteString.Empty);
        }

        var rest = token.Clone();
        rest.NextEventId = next;
        return (page, rest.ToByteString());
    }
}

using Google.Protobuf;
using Temporal.Server.Engine;
using Temporal.Server.Storage;
using Temporal.Server.Wire;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>Histories for clients, and the further pages of a worker's task.</summary>
internal sealed class HistoryCalls(ServerCore core)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly HistoryPages _pages = new(core.Reader, core.HistoryPageSize);

    public async Task<GetWorkflowExecutionHistoryResponse> ReadAsync(GetWorkflowExecutionHistoryRequest request, GrpcServerCall call)
    {
        var (key, token) = await BeginAsync(request.Namespace, request.Execution, request.NextPageToken, call).ConfigureAwait(false);
        if (token is { LastEventId: > 0 })
        {
            var (page, next) = await _pages.TaskPageAsync(key, token, PageSize(request.MaximumPageSize), call.Cancelled).ConfigureAwait(false);
            return new GetWorkflowExecutionHistoryResponse { History = page, NextPageToken = next };
        }

        var first = token?.NextEventId ?? 1;
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled, core.Stopping);
        var patience = core.Patience(call, LongestWait);
        var begun = core.Clock.Time.GetTimestamp();
        for (Task? change = null; ;)
        {
            if (await TryReadAsync(request, key, first, gone.Token).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }

            // Ask for the wake-up, then look once more: what happens in between wakes us.
            if (change is null || change.IsCompleted)
            {
                change = core.Loop.Watch.NextChange(key);
                continue;
            }

            var left = patience - core.Clock.Time.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero || !await HappensAsync(change, left, gone.Token).ConfigureAwait(false))
            {
                return new GetWorkflowExecutionHistoryResponse { History = new History(), NextPageToken = Token(key, first) };
            }
        }
    }

    public async Task<GetWorkflowExecutionHistoryReverseResponse> ReadReverseAsync(
        GetWorkflowExecutionHistoryReverseRequest request, GrpcServerCall call)
    {
        var (key, token) = await BeginAsync(request.Namespace, request.Execution, request.NextPageToken, call).ConfigureAwait(false);
        var position = await PositionAsync(key, call.Cancelled).ConfigureAwait(false);
        var last = token?.NextEventId ?? position.LastEventId;
        var events = await core.Reader.EventsAsync(
            position.Row, 1, last, PageSize(request.MaximumPageSize), backwards: true, call.Cancelled).ConfigureAwait(false);
        var next = events.Count == 0 ? 0 : events[^1].EventId - 1;
        return new GetWorkflowExecutionHistoryReverseResponse
        {
            History = new History { Events = { events } },
            NextPageToken = next > 0 ? Token(key, next) : ByteString.Empty,
        };
    }

    /// <returns>Null when the caller wants to wait for more.</returns>
    private async Task<GetWorkflowExecutionHistoryResponse?> TryReadAsync(
        GetWorkflowExecutionHistoryRequest request, RunKey key, long first, CancellationToken ct)
    {
        var position = await PositionAsync(key, ct).ConfigureAwait(false);
        if (request.HistoryEventFilterType == HistoryEventFilterType.CloseEvent)
        {
            if (position.IsOpen)
            {
                return request.WaitNewEvent ? null : new GetWorkflowExecutionHistoryResponse { History = new History() };
            }

            first = position.LastEventId;
        }

        var events = await core.Reader.EventsAsync(
            position.Row, first, position.LastEventId, PageSize(request.MaximumPageSize), backwards: false, ct).ConfigureAwait(false);
        if (events.Count == 0 && position.IsOpen && request.WaitNewEvent)
        {
            return null;
        }

        var next = events.Count == 0 ? first : events[^1].EventId + 1;
        var moreToCome = next <= position.LastEventId || (position.IsOpen && request.WaitNewEvent);
        return new GetWorkflowExecutionHistoryResponse
        {
            History = new History { Events = { events } },
            NextPageToken = moreToCome ? Token(key, next) : ByteString.Empty,
        };
    }

    private async Task<(RunKey Key, HistoryPageToken? Token)> BeginAsync(
        string ns, WorkflowExecution? execution, ByteString pageToken, GrpcServerCall call)
    {
        core.Checks.Namespace(ns);
        var workflowId = CallChecks.Execution(execution);
        var token = ReadToken(pageToken);
        var runId = token?.RunId ?? execution!.RunId; // Checked by Execution.
        if (runId.Length == 0)
        {
            runId = await core.Reader.CurrentRunIdAsync(ns, workflowId, call.Cancelled).ConfigureAwait(false)
                ?? throw Refusals.NoSuchRun(workflowId);
        }

        return (new RunKey(ns, workflowId, runId), token);
    }

    private async Task<HistoryPosition> PositionAsync(RunKey key, CancellationToken ct) =>
        await core.Reader.HistoryAsync(key.Namespace, key.WorkflowId, key.RunId, ct).ConfigureAwait(false) ?? throw Refusals.NoSuchRun(key.WorkflowId);

    private async Task<bool> HappensAsync(Task change, TimeSpan within, CancellationToken ct)
    {
        try
        {
            await change.WaitAsync(within, core.Clock.Time, ct).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException) when (core.Stopping.IsCancellationRequested)
        {
            throw Refusals.Stopping();
        }
    }

    private int PageSize(int asked) => asked > 0 && asked < _pages.PageSize ? asked : _pages.PageSize;

    private static ByteString Token(RunKey key, long next) => new HistoryPageToken { RunId = key.RunId, NextEventId = next }.ToByteString();

    private static HistoryPageToken? ReadToken(ByteString token)
    {
        try
        {
            return token.IsEmpty ? null : HistoryPageToken.Parser.ParseFrom(token);
        }
        catch (InvalidProtocolBufferException)
        {
            throw Refusals.Invalid("Invalid NextPageToken.");
        }
    }
}

using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Waits for a run's close event and turns it into a value or an exception.</summary>
internal static class WorkflowResult
{
    internal static async Task<TResult> WaitAsync<TResult>(WorkflowHandle handle, bool followRuns, RpcOptions? rpc)
    {
        var options = handle.Client.Options;
        var converter = options.DataConverter.WithSerializationContext(new ISerializationContext.Workflow(options.Namespace, handle.Id));
        var runId = handle.ResultRunId;
        while (true)
        {
            var close = await CloseEventAsync(handle, runId, rpc);
            if (followRuns && NextRun(close) is { } next)
            {
                runId = next;
                continue;
            }

            switch (close.AttributesCase)
            {
                case HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes:
                    return await ValueAsync<TResult>(converter, close.WorkflowExecutionCompletedEventAttributes.Result);
                case HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes:
                    throw new WorkflowContinuedAsNewException(close.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId);
                default:
                    throw new WorkflowFailedException(await CauseAsync(converter, close));
            }
        }
    }

    private static async Task<HistoryEvent> CloseEventAsync(WorkflowHandle handle, string? runId, RpcOptions? rpc)
    {
        byte[]? token = null;
        do
        {
            var page = await handle.Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(
                new(handle.Id, runId, null, token, WaitNewEvent: true, HistoryEventFilterType.CloseEvent, SkipArchival: true, rpc));
            if (page.Events.LastOrDefault() is { } close)
            {
                return close;
            }

            token = page.NextPageToken;
        }
        while (token is not null);

        throw new InvalidOperationException($"The history of workflow {handle.Id} ended without a close event");
    }

    private static string? NextRun(HistoryEvent close)
    {
        var next = close.AttributesCase switch
        {
            HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes =>
                close.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes =>
                close.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes =>
                close.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes =>
                close.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
            _ => "",
        };
        return next.Length > 0 ? next : null;
    }

    private static async Task<TResult> ValueAsync<TResult>(DataConverter converter, Payloads? result) =>
        typeof(TResult) == typeof(ValueTuple) || result is null or { Payloads_.Count: 0 }
            ? default! // No result was asked for, or there is none: the type's zero, as the official client does.
            : await converter.ToSingleValueAsync<TResult>(result.Payloads_);

    private static async Task<Exception> CauseAsync(DataConverter converter, HistoryEvent close)
    {
        switch (close.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes:
                return await converter.ToExceptionAsync(close.WorkflowExecutionFailedEventAttributes.Failure ?? new());
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionCanceledEventAttributes:
                return await converter.ToExceptionAsync(new()
                {
                    Message = "Workflow canceled",
                    CanceledFailureInfo = new() { Details = close.WorkflowExecutionCanceledEventAttributes.Details },
                });
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionTerminatedEventAttributes:
                var terminated = close.WorkflowExecutionTerminatedEventAttributes;
                var details = converter.PayloadCodec is { } codec && terminated.Details is { Payloads_.Count: > 0 }
                    ? await codec.DecodeAsync(terminated.Details.Payloads_)
                    : terminated.Details?.Payloads_;
                return new TerminatedFailureException(
                    new Failure
                    {
                        Message = terminated.Reason.Length > 0 ? terminated.Reason : "Workflow terminated",
                        TerminatedFailureInfo = new() { Identity = terminated.Identity },
                    },
                    null,
                    new InboundFailureDetails(converter.PayloadConverter, details));
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes:
                return await converter.ToExceptionAsync(new()
                {
                    Message = "Workflow timed out",
                    TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
                });
            default:
                return new InvalidOperationException($"Unknown close event {close.EventType}");
        }
    }
}

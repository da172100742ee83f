using System.Runtime.CompilerServices;
using Google.Protobuf;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Schedules;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>The innermost interceptor: makes the calls to the server.</summary>
internal sealed class ServiceCalls(TemporalClient client) : ClientOutboundInterceptor
{
    private readonly ScheduleCalls schedules = new(client);

    private string Namespace => client.Options.Namespace;

    private string Identity => client.Connection.Options.Identity ?? "";

    public override async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input)
    {
        StartRequests.Check(input.Options);
        var id = input.Options.Id!; // Checked above.
        var converter = Converter(id);
        var rpc = TemporalClient.DefaultRetryOptions(input.Options.Rpc);
        try
        {
            if (input.Options.StartSignal is not null)
            {
                var request = await StartRequests.SignalWithStartAsync(client, converter, input);
                var response = await client.WorkflowService.SignalWithStartWorkflowExecutionAsync(request, rpc);
                return new(client, id, ResultRunId: response.RunId);
            }
            else
            {
                var request = await StartRequests.StartAsync(client, converter, input);
                var response = await client.WorkflowService.StartWorkflowExecutionAsync(request, rpc);
                return new(client, id, ResultRunId: response.RunId, FirstExecutionRunId: response.RunId);
            }
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.AlreadyExists && e.SingleDetail<WorkflowExecutionAlreadyStartedFailure>() is { } detail)
        {
            throw new WorkflowAlreadyStartedException(e.Message, id, input.Workflow, detail.RunId);
        }
    }

    public override async Task SignalWorkflowAsync(SignalWorkflowInput input) =>
        await client.WorkflowService.SignalWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = Execution(input.Id, input.RunId),
                SignalName = input.Signal,
                Input = await Converter(input.Id).ToPayloadsMessageAsync(input.Args),
                Identity = Identity,
                RequestId = Guid.NewGuid().ToString(),
                Header = StartRequests.ToHeader(input.Headers),
            },
            TemporalClient.DefaultRetryOptions(input.Options?.Rpc));

    public override async Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input)
    {
        var converter = Converter(input.Id);
        var request = new QueryWorkflowRequest
        {
            Namespace = Namespace,
            Execution = Execution(input.Id, input.RunId),
            Query = new()
            {
                QueryType = input.Query,
                QueryArgs = await converter.ToPayloadsMessageAsync(input.Args),
                Header = StartRequests.ToHeader(input.Headers),
            },
            QueryRejectCondition = input.Options?.RejectCondition ?? client.Options.QueryRejectCondition ?? default,
        };
        QueryWorkflowResponse response;
        try
        {
            response = await client.WorkflowService.QueryWorkflowAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc));
        }
        catch (RpcException e) when (e.SingleDetail<QueryFailedFailure>() is not null)
        {
            throw new WorkflowQueryFailedException(e.Message);
        }

        if (response.QueryRejected is { } rejected)
        {
            throw new WorkflowQueryRejectedException(rejected.Status);
        }

        return response.QueryResult is { Payloads_.Count: > 0 } result
            ? await converter.ToSingleValueAsync<TResult>(result.Payloads_)
            : default!; // A query of a nullable type; the others get the type's zero, as the official client does.
    }

    public override async Task<WorkflowExecutionDescription> DescribeWorkflowAsync(DescribeWorkflowInput input)
    {
        var response = await client.WorkflowService.DescribeWorkflowExecutionAsync(
            new() { Namespace = Namespace, Execution = Execution(input.Id, input.RunId) },
            TemporalClient.DefaultRetryOptions(input.Options?.Rpc));
        return new(response, Converter(input.Id));
    }

    public override async Task CancelWorkflowAsync(CancelWorkflowInput input) =>
        await client.WorkflowService.RequestCancelWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = Execution(input.Id, input.RunId),
                FirstExecutionRunId = input.FirstExecutionRunId ?? "",
                Identity = Identity,
                RequestId = Guid.NewGuid().ToString(),
            },
            TemporalClient.DefaultRetryOptions(input.Options?.Rpc));

    public override async Task TerminateWorkflowAsync(TerminateWorkflowInput input) =>
        await client.WorkflowService.TerminateWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = Execution(input.Id, input.RunId),
                FirstExecutionRunId = input.FirstExecutionRunId ?? "",
                Reason = input.Reason ?? "",
                Details = await Converter(input.Id).ToPayloadsMessageAsync(input.Options?.Details ?? []),
                Identity = Identity,
            },
            TemporalClient.DefaultRetryOptions(input.Options?.Rpc));

    public override async Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(FetchWorkflowHistoryEventPageInput input)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = Namespace,
            Execution = Execution(input.Id, input.RunId),
            MaximumPageSize = input.PageSize ?? 0,
            NextPageToken = input.NextPageToken is { } token ? ByteString.CopyFrom(token) : ByteString.Empty,
            WaitNewEvent = input.WaitNewEvent,
            HistoryEventFilterType = input.EventFilterType,
            SkipArchival = input.SkipArchival,
        };
        while (true)
        {
            var response = await client.WorkflowService.GetWorkflowExecutionHistoryAsync(
                request, TemporalClient.DefaultRetryOptions(input.Rpc));
            var events = response.History?.Events ?? [];
            // An empty page with a token is the end of a long poll, not of the history.
            if (events.Count > 0 || response.NextPageToken.IsEmpty)
            {
                return new([.. events], response.NextPageToken.IsEmpty ? null : response.NextPageToken.ToByteArray());
            }

            request.NextPageToken = response.NextPageToken;
        }
    }

    public override IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(ListWorkflowsInput input)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(input.Options?.Limit ?? 0);
        return Pages(input.Query, input.Options);
    }

    public override async Task<WorkflowListPage> ListWorkflowsPaginatedAsync(ListWorkflowsPaginatedInput input)
    {
        var response = await client.WorkflowService.ListWorkflowExecutionsAsync(
            new()
            {
                Namespace = Namespace,
                PageSize = input.Options?.PageSize ?? 0,
                NextPageToken = input.NextPageToken is { } token ? ByteString.CopyFrom(token) : ByteString.Empty,
                Query = input.Query,
            },
            TemporalClient.DefaultRetryOptions(input.Options?.Rpc));
        return new(
            [.. response.Executions.Select(info => new WorkflowExecution(info, client.Options.DataConverter, Namespace))],
            response.NextPageToken.IsEmpty ? null : response.NextPageToken.ToByteArray());
    }

    public override async Task<WorkflowExecutionCount> CountWorkflowsAsync(CountWorkflowsInput input) =>
        new(await client.WorkflowService.CountWorkflowExecutionsAsync(
            new() { Namespace = Namespace, Query = input.Query }, TemporalClient.DefaultRetryOptions(input.Options?.Rpc)));

    public override Task<ScheduleHandle> CreateScheduleAsync(CreateScheduleInput input) => schedules.CreateAsync(input);

    public override IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ListSchedulesInput input) => schedules.ListAsync(input.Options);

    public override Task<ScheduleDescription> DescribeScheduleAsync(DescribeScheduleInput input) => schedules.DescribeAsync(input.Id, input.RpcOptions);

    public override Task UpdateScheduleAsync(UpdateScheduleInput input) => schedules.UpdateAsync(input);

    public override Task DeleteScheduleAsync(DeleteScheduleInput input) => schedules.DeleteAsync(input);

    public override Task PauseScheduleAsync(PauseScheduleInput input) =>
        schedules.PatchAsync(input.Id, new() { Pause = input.Note ?? "Paused via .NET SDK" }, input.RpcOptions);

    public override Task UnpauseScheduleAsync(UnpauseScheduleInput input) =>
        schedules.PatchAsync(input.Id, new() { Unpause = input.Note ?? "Unpaused via .NET SDK" }, input.RpcOptions);

    public override Task TriggerScheduleAsync(TriggerScheduleInput input) => schedules.PatchAsync(
        input.Id, new() { TriggerImmediately = new() { OverlapPolicy = input.Options?.Overlap ?? default } }, input.Options?.Rpc);

    public override Task BackfillScheduleAsync(BackfillScheduleInput input) => input.Backfills.Count > 0
        ? schedules.PatchAsync(input.Id, new() { BackfillRequest = { input.Backfills.Select(each => each.ToProto()) } }, input.RpcOptions)
        : throw new ArgumentException("At least one backfill is required", nameof(input));

    private static Api.Common.V1.WorkflowExecution Execution(string id, string? runId) => new() { WorkflowId = id, RunId = runId ?? "" };

    private DataConverter Converter(string workflowId) =>
        client.Options.DataConverter.WithSerializationContext(new ISerializationContext.Workflow(Namespace, workflowId));

    private async IAsyncEnumerable<WorkflowExecution> Pages(
        string query, WorkflowListOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (rpc, source) = (options?.Rpc ?? new()).WithAdditionalCancellationToken(cancellationToken);
        using var linked = source;
        var left = options?.Limit is > 0 and var limit ? limit : int.MaxValue;
        byte[]? token = null;
        do
        {
            var page = await client.OutboundInterceptor.ListWorkflowsPaginatedAsync(new(query, token, new() { Rpc = rpc }));
            foreach (var execution in page.Workflows)
            {
                if (left-- == 0)
                {
                    yield break;
                }

                yield return execution;
            }

            token = page.NextPageToken;
        }
        while (token is not null && left > 0);
    }
}

using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Start options as the two requests that start a workflow: alone, or together with a signal.</summary>
internal static class StartRequests
{
    internal static void Check(WorkflowOptions options)
    {
        if (string.IsNullOrEmpty(options.Id))
        {
            throw new ArgumentException("The workflow id is required", nameof(options));
        }

        if (string.IsNullOrEmpty(options.TaskQueue))
        {
            throw new ArgumentException("The task queue is required", nameof(options));
        }

        if (options.StartSignal is null && options.StartSignalArgs is not null)
        {
            throw new ArgumentException("Start signal arguments are given without a start signal", nameof(options));
        }

        if (options.Memo?.FirstOrDefault(each => each.Value is null) is { Key: not null } empty)
        {
            throw new ArgumentException($"Memo value {empty.Key} is null", nameof(options));
        }
    }

    internal static async Task<StartWorkflowExecutionRequest> StartAsync(TemporalClient client, DataConverter converter, StartWorkflowInput input)
    {
        var options = input.Options;
        return new()
        {
            Namespace = client.Options.Namespace,
            WorkflowId = options.Id,
            WorkflowType = new() { Name = input.Workflow },
            TaskQueue = new() { Name = options.TaskQueue },
            Input = await converter.ToPayloadsMessageAsync(input.Args),
            WorkflowExecutionTimeout = ToDuration(options.ExecutionTimeout),
            WorkflowRunTimeout = ToDuration(options.RunTimeout),
            WorkflowTaskTimeout = ToDuration(options.TaskTimeout),
            Identity = client.Connection.Options.Identity,
            RequestId = Guid.NewGuid().ToString(),
            WorkflowIdReusePolicy = options.IdReusePolicy,
            WorkflowIdConflictPolicy = options.IdConflictPolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? "",
            Memo = await MemoAsync(converter, options),
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
            Header = ToHeader(input.Headers),
            WorkflowStartDelay = ToDuration(options.StartDelay),
            UserMetadata = await MetadataAsync(converter, options),
            Priority = options.Priority?.ToProto(),
        };
    }

    internal static async Task<SignalWithStartWorkflowExecutionRequest> SignalWithStartAsync(
        TemporalClient client, DataConverter converter, StartWorkflowInput input)
    {
        var options = input.Options;
        return new()
        {
            Namespace = client.Options.Namespace,
            WorkflowId = options.Id,
            WorkflowType = new() { Name = input.Workflow },
            TaskQueue = new() { Name = options.TaskQueue },
            Input = await converter.ToPayloadsMessageAsync(input.Args),
            WorkflowExecutionTimeout = ToDuration(options.ExecutionTimeout),
            WorkflowRunTimeout = ToDuration(options.RunTimeout),
            WorkflowTaskTimeout = ToDuration(options.TaskTimeout),
            Identity = client.Connection.Options.Identity,
            RequestId = Guid.NewGuid().ToString(),
            WorkflowIdReusePolicy = options.IdReusePolicy,
            WorkflowIdConflictPolicy = options.IdConflictPolicy,
            SignalName = options.StartSignal,
            SignalInput = await converter.ToPayloadsMessageAsync(options.StartSignalArgs ?? []),
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? "",
            Memo = await MemoAsync(converter, options),
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
            Header = ToHeader(input.Headers),
            WorkflowStartDelay = ToDuration(options.StartDelay),
            UserMetadata = await MetadataAsync(converter, options),
            Priority = options.Priority?.ToProto(),
        };
    }

    internal static Header? ToHeader(IDictionary<string, Payload>? headers)
    {
        if (headers is null)
        {
            return null;
        }

        var header = new Header();
        header.Fields.Add(headers);
        return header;
    }

    /// <summary>Null for no values at all, as the official client sends it.</summary>
    internal static async Task<Payloads?> ToPayloadsMessageAsync(this DataConverter converter, IReadOnlyCollection<object?> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var message = new Payloads();
        message.Payloads_.AddRange(await converter.ToPayloadsAsync(values));
        return message;
    }

    private static Duration? ToDuration(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;

    private static async Task<Memo?> MemoAsync(DataConverter converter, WorkflowOptions options)
    {
        if (options.Memo is null or { Count: 0 })
        {
            return null;
        }

        var memo = new Memo();
        foreach (var (name, value) in options.Memo)
        {
            memo.Fields[name] = await converter.ToPayloadAsync(value);
        }

        return memo;
    }

    internal static async Task<UserMetadata?> MetadataAsync(DataConverter converter, WorkflowOptions options)
    {
        if (options.StaticSummary is null && options.StaticDetails is null)
        {
            return null;
        }

        return new()
        {
            Summary = options.StaticSummary is { } summary ? await converter.ToPayloadAsync(summary) : null,
            Details = options.StaticDetails is { } details ? await converter.ToPayloadAsync(details) : null,
        };
    }
}

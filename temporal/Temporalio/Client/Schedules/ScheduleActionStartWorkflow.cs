using System.Linq.Expressions;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Client.Schedules;

/// <summary>
/// Starts a workflow; the server appends the time to its id. Arguments and memo of a schedule that was described are encoded values,
/// which are sent back as they came.
/// </summary>
public record ScheduleActionStartWorkflow(
    string Workflow, IReadOnlyCollection<object?> Args, WorkflowOptions Options, IReadOnlyDictionary<string, IEncodedRawValue>? Headers = null)
    : ScheduleAction
{
    public static ScheduleActionStartWorkflow Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (name, args) = WorkflowCalls.Run(workflowRunCall);
        return new(name, args, options);
    }

    public static ScheduleActionStartWorkflow Create<TWorkflow>(Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (name, args) = WorkflowCalls.Run(workflowRunCall);
        return new(name, args, options);
    }

    public static ScheduleActionStartWorkflow Create(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        new(workflow, args, options);

    internal static ScheduleActionStartWorkflow FromProto(NewWorkflowExecutionInfo proto, string clientNamespace, DataConverter converter)
    {
        var ofWorkflow = Converter(converter, clientNamespace, proto.WorkflowId);
        IEncodedRawValue Raw(Api.Common.V1.Payload payload) => new EncodedRawValue(ofWorkflow, payload);
        return new(
            proto.WorkflowType.Name,
            [.. (proto.Input?.Payloads_ ?? []).Select(Raw)],
            new WorkflowOptions(proto.WorkflowId, proto.TaskQueue.Name)
            {
                ExecutionTimeout = proto.WorkflowExecutionTimeout?.ToTimeSpan(),
                RunTimeout = proto.WorkflowRunTimeout?.ToTimeSpan(),
                TaskTimeout = proto.WorkflowTaskTimeout?.ToTimeSpan(),
                RetryPolicy = proto.RetryPolicy is { } policy ? RetryPolicy.FromProto(policy) : null,
                Memo = proto.Memo?.Fields.ToDictionary(each => each.Key, object (each) => Raw(each.Value)),
                TypedSearchAttributes = proto.SearchAttributes is { } attributes ? SearchAttributeCollection.FromProto(attributes) : null,
                Priority = proto.Priority is { } priority ? new Priority(priority) : null,
            },
            proto.Header?.Fields.ToDictionary(each => each.Key, each => Raw(each.Value)))
        {
            UserMetadata = proto.UserMetadata,
        };
    }

    /// <summary>Kept from a description, so that an update does not lose it.</summary>
    private Api.Sdk.V1.UserMetadata? UserMetadata { get; init; }

    internal override async Task<Api.Schedule.V1.ScheduleAction> ToProtoAsync(string clientNamespace, DataConverter converter)
    {
        Check(Options);
        var ofWorkflow = Converter(converter, clientNamespace, Options.Id!); // Checked.
        var workflow = new NewWorkflowExecutionInfo
        {
            WorkflowId = Options.Id,
            WorkflowType = new() { Name = Workflow },
            TaskQueue = new() { Name = Options.TaskQueue },
            WorkflowExecutionTimeout = ToDuration(Options.ExecutionTimeout),
            WorkflowRunTimeout = ToDuration(Options.RunTimeout),
            WorkflowTaskTimeout = ToDuration(Options.TaskTimeout),
            RetryPolicy = Options.RetryPolicy?.ToProto(),
            Memo = await ScheduleValues.MemoAsync(ofWorkflow, Options.Memo),
            SearchAttributes = Options.TypedSearchAttributes?.ToProto(),
            Priority = Options.Priority?.ToProto(),
            UserMetadata = await StartRequests.MetadataAsync(ofWorkflow, Options) ?? UserMetadata,
        };
        if (Args.Count > 0)
        {
            workflow.Input = new();
            foreach (var arg in Args)
            {
                workflow.Input.Payloads_.Add(await ScheduleValues.PayloadAsync(ofWorkflow, arg));
            }
        }

        if (Headers is { Count: > 0 })
        {
            workflow.Header = new() { Fields = { Headers.ToDictionary(each => each.Key, each => each.Value.Payload) } };
        }

        return new() { StartWorkflow = workflow };
    }

    private static void Check(WorkflowOptions options)
    {
        StartRequests.Check(options);
        var fault = options switch
        {
            { IdReusePolicy: not (WorkflowIdReusePolicy.AllowDuplicate or WorkflowIdReusePolicy.Unspecified) } => nameof(options.IdReusePolicy),
            { IdConflictPolicy: not WorkflowIdConflictPolicy.Unspecified } => nameof(options.IdConflictPolicy),
            { CronSchedule: not null } => nameof(options.CronSchedule),
            { StartDelay: not null } => nameof(options.StartDelay),
            { StartSignal: not null } => nameof(options.StartSignal),
            { Rpc: not null } => nameof(options.Rpc),
            _ => null,
        };
        if (fault is not null)
        {
            throw new ArgumentException($"{fault} cannot be set on the workflow of a schedule", nameof(options));
        }
    }

    private static DataConverter Converter(DataConverter converter, string clientNamespace, string workflowId) =>
        converter.WithSerializationContext(new ISerializationContext.Workflow(clientNamespace, workflowId));

    private static Duration? ToDuration(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;
}

using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

internal static class ContinueAsNew
{
    public static Command CommandOf(ContinueAsNewException next, WorkflowInstance run)
    {
        var options = next.Options ?? new();
        var attributes = new ContinueAsNewWorkflowExecutionCommandAttributes
        {
            WorkflowType = new() { Name = next.WorkflowType },
            TaskQueue = new() { Name = options.TaskQueue ?? run.Info.TaskQueue, Kind = TaskQueueKind.Normal },
            Input = PayloadsOf(run.PayloadConverter, next.Arguments),
            WorkflowRunTimeout = DurationOf(options.RunTimeout),
            WorkflowTaskTimeout = DurationOf(options.TaskTimeout),
            BackoffStartInterval = DurationOf(options.BackoffStartInterval),
            RetryPolicy = options.RetryPolicy?.ToProto(),
            Memo = MemoOf(run.PayloadConverter, options.Memo),
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
            Initiator = ContinueAsNewInitiator.Workflow,
            InitialVersioningBehavior = (ContinueAsNewVersioningBehavior)(options.InitialVersioningBehavior ?? InitialVersioningBehavior.Unspecified),
        };
        return new()
        {
            CommandType = CommandType.ContinueAsNewWorkflowExecution,
            ContinueAsNewWorkflowExecutionCommandAttributes = attributes,
        };
    }

    public static Payloads? PayloadsOf(IPayloadConverter converter, IReadOnlyCollection<object?> values) =>
        values.Count == 0 ? null : new() { Payloads_ = { converter.ToPayloads(values) } };

    public static Duration? DurationOf(TimeSpan? span) => span is { } set ? Duration.FromTimeSpan(set) : null;

    public static Memo? MemoOf(IPayloadConverter converter, IReadOnlyDictionary<string, object>? values)
    {
        if (values is null)
        {
            return null;
        }

        var memo = new Memo();
        foreach (var (key, value) in values)
        {
            memo.Fields[key] = converter.ToPayload(value);
        }

        return memo;
    }
}

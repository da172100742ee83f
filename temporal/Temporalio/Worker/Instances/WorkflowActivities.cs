using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

/// <summary>Activities workflow code has scheduled.</summary>
internal sealed class WorkflowActivities(WorkflowInstance run)
{
    private readonly Dictionary<uint, PendingResult> pending = [];
    private uint lastSeq;

    public async Task<TResult> ExecuteAsync<TResult>(string activity, IReadOnlyCollection<object?> args, ActivityOptions options)
    {
        run.CheckWritable();
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
        {
            throw new ArgumentException("An activity must have a StartToCloseTimeout or a ScheduleToCloseTimeout");
        }

        var token = options.CancellationToken ?? run.CancellationToken;
        if (token.IsCancellationRequested)
        {
            throw new CanceledFailureException("Activity cancelled before scheduled");
        }

        var command = CommandOf(lastSeq + 1, activity, args, options);
        var seq = ++lastSeq;
        var result = new PendingResult();
        pending.Add(seq, result);
        run.Ask(new WorkflowCommand.ScheduleActivity(seq, options.CancellationType, command));
        result.Cancellation = token.Register(() =>
        {
            if (pending.ContainsKey(seq))
            {
                run.Ask(new WorkflowCommand.CancelActivity(seq));
            }
        });
        return ResultOf<TResult>(run, await result.Task);
    }

    public void Resolve(Job.ResolveActivity job)
    {
        if (pending.Remove(job.Seq, out var result))
        {
            result.Resolve(job.Resolution);
        }
    }

    public static TResult ResultOf<TResult>(WorkflowInstance run, Resolution resolution)
    {
        if (resolution.Failure is { } failure)
        {
            throw run.FailureConverter.ToException(failure, run.PayloadConverter);
        }

        // No payload, or no result asked for, gives what a missing value gives anywhere.
        return resolution.Result is { } payload && typeof(TResult) != typeof(ValueTuple)
            ? (TResult)run.PayloadConverter.ToValue(payload, typeof(TResult))!
            : default!;
    }

    private Command CommandOf(uint seq, string activity, IReadOnlyCollection<object?> args, ActivityOptions options) => new()
    {
        CommandType = CommandType.ScheduleActivityTask,
        ScheduleActivityTaskCommandAttributes = new()
        {
            ActivityId = options.ActivityId ?? seq.ToString(),
            ActivityType = new() { Name = activity },
            TaskQueue = new() { Name = options.TaskQueue ?? run.Info.TaskQueue, Kind = TaskQueueKind.Normal },
            Header = new(),
            Input = ContinueAsNew.PayloadsOf(run.PayloadConverter, args),
            ScheduleToCloseTimeout = ContinueAsNew.DurationOf(options.ScheduleToCloseTimeout),
            ScheduleToStartTimeout = ContinueAsNew.DurationOf(options.ScheduleToStartTimeout),
            StartToCloseTimeout = ContinueAsNew.DurationOf(options.StartToCloseTimeout),
            HeartbeatTimeout = ContinueAsNew.DurationOf(options.HeartbeatTimeout),
            RetryPolicy = options.RetryPolicy?.ToProto(),
            Priority = options.Priority?.ToProto(),
            UseWorkflowBuildId = options.TaskQueue is null || options.TaskQueue == run.Info.TaskQueue,
        },
        UserMetadata = CommandMetadata.Of(run.PayloadConverter, options.Summary),
    };
}

using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

/// <summary>Activities workflow code has scheduled.</summary>
internal sealed class WorkflowActivities(WorkflowInstance run)
{
    private readonly Dictionary<uint, Action<Resolution>> pending = [];
    private uint lastSeq;

    public Task<TResult> ExecuteAsync<TResult>(string activity, IReadOnlyCollection<object?> args, ActivityOptions options)
    {
        run.CheckWritable();
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
        {
            throw new ArgumentException("An activity must have a StartToCloseTimeout or a ScheduleToCloseTimeout");
        }

        var token = options.CancellationToken ?? run.CancellationToken;
        if (token.IsCancellationRequested)
        {
            return Task.FromException<TResult>(new CanceledFailureException("Activity cancelled before scheduled"));
        }

        var command = CommandOf(lastSeq + 1, activity, args, options);
        var seq = ++lastSeq;
        var done = new TaskCompletionSource<TResult>();
        var cancellation = default(CancellationTokenRegistration);
        run.Ask(new WorkflowCommand.ScheduleActivity(seq, options.CancellationType, command));
        pending.Add(seq, resolution =>
        {
            cancellation.Dispose();
            Complete(done, resolution);
        });
        cancellation = token.Register(() =>
        {
            if (pending.ContainsKey(seq))
            {
                run.Ask(new WorkflowCommand.CancelActivity(seq));
            }
        });
        return done.Task;
    }

    public void Resolve(Job.ResolveActivity job)
    {
        if (pending.Remove(job.Seq, out var resolve))
        {
            resolve(job.Resolution);
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

    // Here and not after an await: results must reach the workflow in the order in which they came.
    private void Complete<TResult>(TaskCompletionSource<TResult> done, Resolution resolution)
    {
        try
        {
            done.TrySetResult(ResultOf<TResult>(run, resolution));
        }
        catch (Exception failure)
        {
            done.TrySetException(failure);
        }
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

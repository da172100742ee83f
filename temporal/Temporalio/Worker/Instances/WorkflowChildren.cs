using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

/// <summary>Child workflows workflow code has started.</summary>
internal sealed class WorkflowChildren(WorkflowInstance run)
{
    private readonly Dictionary<uint, PendingChild> pending = [];
    private uint lastSeq;

    public async Task<ChildWorkflowHandle<TWorkflow, TResult>> StartAsync<TWorkflow, TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions options)
    {
        run.CheckWritable();
        var token = options.CancellationToken ?? run.CancellationToken;
        if (token.IsCancellationRequested)
        {
            throw new CanceledFailureException("Child cancelled before scheduled");
        }

        var id = options.Id ?? run.NewGuid().ToString();
        var command = CommandOf(id, workflow, args, options);
        var seq = ++lastSeq;
        var child = new PendingChild();
        pending.Add(seq, child);
        run.Ask(new WorkflowCommand.StartChild(seq, options.CancellationType, command));
        child.Result.Cancellation = token.Register(() =>
        {
            if (pending.ContainsKey(seq))
            {
                run.Ask(new WorkflowCommand.CancelChild(seq, $"Cancel requested by workflow with run id {run.Info.RunId}"));
            }
        });
        var firstRunId = await child.Started.Task;
        return new Handle<TWorkflow, TResult>(run, id, firstRunId, child.Result.Task);
    }

    public void ResolveStart(Job.ResolveChildStart job)
    {
        if (!pending.TryGetValue(job.Seq, out var child))
        {
            return;
        }

        if (job.RunId is { } runId)
        {
            child.Started.TrySetResult(runId);
            return;
        }

        pending.Remove(job.Seq);
        child.Result.Cancellation.Dispose();
        child.Started.TrySetException(StartFailure(job.Failure));
    }

    public void Resolve(Job.ResolveChild job)
    {
        if (pending.Remove(job.Seq, out var child))
        {
            child.Result.Resolve(job.Resolution);
        }
    }

    private Exception StartFailure(ChildStartFailure? failure)
    {
        if (failure?.Cancelled is { } cancelled)
        {
            return run.FailureConverter.ToException(cancelled, run.PayloadConverter);
        }

        return failure?.Cause == nameof(StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists)
            ? new WorkflowAlreadyStartedException("Child workflow already started", failure.WorkflowId, failure.WorkflowType, "<unknown>")
            : new InvalidOperationException($"Child workflow failed to start: {failure?.Cause}");
    }

    private Command CommandOf(string id, string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions options) => new()
    {
        CommandType = CommandType.StartChildWorkflowExecution,
        StartChildWorkflowExecutionCommandAttributes = new()
        {
            WorkflowId = id,
            WorkflowType = new() { Name = workflow },
            TaskQueue = new() { Name = options.TaskQueue ?? run.Info.TaskQueue, Kind = TaskQueueKind.Normal },
            Input = ContinueAsNew.PayloadsOf(run.PayloadConverter, args),
            WorkflowExecutionTimeout = ContinueAsNew.DurationOf(options.ExecutionTimeout),
            WorkflowRunTimeout = ContinueAsNew.DurationOf(options.RunTimeout),
            WorkflowTaskTimeout = ContinueAsNew.DurationOf(options.TaskTimeout),
            ParentClosePolicy = (Api.Enums.V1.ParentClosePolicy)options.ParentClosePolicy,
            WorkflowIdReusePolicy = options.IdReusePolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? "",
            Header = new(),
            Memo = ContinueAsNew.MemoOf(run.PayloadConverter, options.Memo) ?? new(),
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
            Priority = options.Priority?.ToProto(),
        },
        UserMetadata = CommandMetadata.Of(run.PayloadConverter, options.StaticSummary, options.StaticDetails),
    };

    private sealed class PendingChild
    {
        public TaskCompletionSource<string> Started { get; } = new();

        public PendingResult Result { get; } = new();
    }

    private sealed class Handle<TWorkflow, TDeclared>(WorkflowInstance run, string id, string firstRunId, Task<Resolution> result)
        : ChildWorkflowHandle<TWorkflow, TDeclared>
    {
        public override string Id => id;

        public override string FirstExecutionRunId => firstRunId;

        public override async Task<TResult> GetResultAsync<TResult>() => WorkflowActivities.ResultOf<TResult>(run, await result);

        public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null) =>
            run.Externals.SignalAsync(id, null, childOnly: true, signal, args, options?.CancellationToken);
    }
}

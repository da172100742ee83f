using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

/// <summary>Signals and cancellation requests workflow code has sent to other workflows.</summary>
internal sealed class WorkflowExternals(WorkflowInstance run)
{
    private readonly Dictionary<uint, (TaskCompletionSource Done, CancellationTokenRegistration Cancellation)> signals = [];
    private readonly Dictionary<uint, TaskCompletionSource> cancels = [];
    private uint lastSignal;
    private uint lastCancel;

    public ExternalWorkflowHandle<TWorkflow> Handle<TWorkflow>(string id, string? runId) => new ExternalHandle<TWorkflow>(run, id, runId);

    public Task SignalAsync(
        string workflowId, string? runId, bool childOnly, string signal, IReadOnlyCollection<object?> args, CancellationToken? cancellation)
    {
        run.CheckWritable();
        var token = cancellation ?? run.CancellationToken;
        if (token.IsCancellationRequested)
        {
            throw new CanceledFailureException("Signal cancelled before scheduled");
        }

        var input = ContinueAsNew.PayloadsOf(run.PayloadConverter, args);
        var seq = ++lastSignal;
        var done = new TaskCompletionSource();
        run.Ask(new WorkflowCommand.SignalExternal(seq, new()
        {
            CommandType = CommandType.SignalExternalWorkflowExecution,
            SignalExternalWorkflowExecutionCommandAttributes = new()
            {
                Execution = new() { WorkflowId = workflowId, RunId = runId ?? "" },
                SignalName = signal,
                Input = input,
                ChildWorkflowOnly = childOnly,
                Header = new(),
            },
        }));
        var registration = token.Register(() =>
        {
            if (signals.ContainsKey(seq))
            {
                run.Ask(new WorkflowCommand.CancelSignalExternal(seq));
            }
        });
        signals.Add(seq, (done, registration));
        return done.Task;
    }

    public Task CancelAsync(string workflowId, string? runId)
    {
        run.CheckWritable();
        var seq = ++lastCancel;
        var done = new TaskCompletionSource();
        cancels.Add(seq, done);
        run.Ask(new WorkflowCommand.CancelExternal(seq, new()
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
            RequestCancelExternalWorkflowExecutionCommandAttributes = new()
            {
                WorkflowId = workflowId,
                RunId = runId ?? "",
                Reason = $"Cancel requested by workflow with run id {run.Info.RunId}",
            },
        }));
        return done.Task;
    }

    public void ResolveSignal(uint seq, Failure? failure)
    {
        if (signals.Remove(seq, out var signal))
        {
            signal.Cancellation.Dispose();
            Resolve(signal.Done, failure);
        }
    }

    public void ResolveCancel(uint seq, Failure? failure)
    {
        if (cancels.Remove(seq, out var done))
        {
            Resolve(done, failure);
        }
    }

    private void Resolve(TaskCompletionSource done, Failure? failure)
    {
        if (failure is null)
        {
            done.TrySetResult();
        }
        else
        {
            done.TrySetException(run.FailureConverter.ToException(failure, run.PayloadConverter));
        }
    }

    private sealed class ExternalHandle<TWorkflow>(WorkflowInstance run, string id, string? runId) : ExternalWorkflowHandle<TWorkflow>
    {
        public override string Id => id;

        public override string? RunId => runId;

        public override Task CancelAsync() => run.Externals.CancelAsync(id, runId);

        public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null) =>
            run.Externals.SignalAsync(id, runId, childOnly: false, signal, args, options?.CancellationToken);
    }
}

using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>A started child workflow.</summary>
public abstract class ChildWorkflowHandle
{
    public abstract string FirstExecutionRunId { get; }

    public abstract string Id { get; }

    public Task GetResultAsync() => GetResultAsync<ValueTuple>();

    public abstract Task<TResult> GetResultAsync<TResult>();

    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null)
    {
        var (signal, args) = WorkflowCalls.Signal(signalCall);
        return SignalAsync(signal, args, options);
    }

    public abstract Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null);
}

/// <summary>A started child workflow of a known type.</summary>
public abstract class ChildWorkflowHandle<TWorkflow> : ChildWorkflowHandle
{
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}

/// <summary>A started child workflow of a known type and result.</summary>
public abstract class ChildWorkflowHandle<TWorkflow, TResult> : ChildWorkflowHandle<TWorkflow>
{
    public new Task<TResult> GetResultAsync() => GetResultAsync<TResult>();
}

public class ChildWorkflowSignalOptions : ICloneable
{
    /// <summary>Defaults to Workflow.CancellationToken. Only a signal not yet sent can be cancelled.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}

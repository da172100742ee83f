using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>Any workflow of the namespace, named by its id. Getting the handle makes no call.</summary>
public abstract class ExternalWorkflowHandle
{
    public abstract string Id { get; }

    public abstract string? RunId { get; }

    public abstract Task CancelAsync();

    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null)
    {
        var (signal, args) = WorkflowCalls.Signal(signalCall);
        return SignalAsync(signal, args, options);
    }

    public abstract Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null);
}

/// <summary>Any workflow of the namespace, of a known type.</summary>
public abstract class ExternalWorkflowHandle<TWorkflow> : ExternalWorkflowHandle
{
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}

public class ExternalWorkflowSignalOptions : ICloneable
{
    /// <summary>Defaults to Workflow.CancellationToken. Only a signal not yet sent can be cancelled.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}

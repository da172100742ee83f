using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>How a workflow is started. Id and task queue are required.</summary>
public class WorkflowOptions : ICloneable
{
    public WorkflowOptions()
    {
    }

    public WorkflowOptions(string id, string taskQueue) => (Id, TaskQueue) = (id, taskQueue);

    public string? Id { get; set; }

    public string? TaskQueue { get; set; }

    /// <summary>Over all runs.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    public TimeSpan? RunTimeout { get; set; }

    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>What a closed workflow of the same id means.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>What a running workflow of the same id means.</summary>
    public WorkflowIdConflictPolicy IdConflictPolicy { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public string? CronSchedule { get; set; }

    /// <summary>Values are not null.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public TimeSpan? StartDelay { get; set; }

    /// <summary>Sent together with the start; see <see cref="SignalWithStart(string, IReadOnlyCollection{object?})"/>.</summary>
    public string? StartSignal { get; set; }

    public IReadOnlyCollection<object?>? StartSignalArgs { get; set; }

    /// <summary>One line for people.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>More for people, Markdown allowed.</summary>
    public string? StaticDetails { get; set; }

    public Priority? Priority { get; set; }

    public RpcOptions? Rpc { get; set; }

    public void SignalWithStart<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall)
    {
        var (name, args) = WorkflowCalls.Signal(signalCall);
        SignalWithStart(name, args);
    }

    public void SignalWithStart(string signal, IReadOnlyCollection<object?> args) => (StartSignal, StartSignalArgs) = (signal, args);

    public virtual object Clone()
    {
        var copy = (WorkflowOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

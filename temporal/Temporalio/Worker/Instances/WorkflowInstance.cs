using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;
#pragma warning disable
internal sealed class WorkflowInstance : TaskScheduler
{
    public static WorkflowInstance? CurrentOrNull => Current as WorkflowInstance;
    public static new WorkflowInstance Current => CurrentOrNull ?? throw new InvalidOperationException("Not in workflow");
    public bool AllHandlersFinished => throw new NotImplementedException();
    public CancellationToken CancellationToken => throw new NotImplementedException();
    public ActivationT Activation => throw new NotImplementedException();
    public string CurrentDetails { get; set; } = "";
    public HandlersT Handlers => throw new NotImplementedException();
    public WorkflowInfo Info => throw new NotImplementedException();
    public object Instance => throw new NotImplementedException();
    public ILogger Logger => throw new NotImplementedException();
    public IReadOnlyDictionary<string, IRawValue> Memo => throw new NotImplementedException();
    public IPayloadConverter PayloadConverter => throw new NotImplementedException();
    public DeterministicRandom Random => throw new NotImplementedException();
    public SearchAttributeCollection TypedSearchAttributes => throw new NotImplementedException();
    public dynamic Timers, Patches;
    public XT Externals, Activities, Children;
    public bool ReadOnly;
    public Guid NewGuid() => throw new NotImplementedException();
    public void UpsertMemo(MemoUpdate[] u) => throw new NotImplementedException();
    public void UpsertSearchAttributes(SearchAttributeUpdate[] u) => throw new NotImplementedException();
    protected override IEnumerable<Task>? GetScheduledTasks() => null;
    protected override void QueueTask(Task task) { }
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    internal record ActivationT(bool ContinueAsNewSuggested, long HistoryLength, long HistorySizeBytes, IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedContinueAsNewReasons, DateTime Timestamp, bool IsReplaying);
    internal class XT {
      public ExternalWorkflowHandle<T> Handle<T>(string id, string? runId) => throw new NotImplementedException();
      public Task<TResult> ExecuteAsync<TResult>(string activity, IReadOnlyCollection<object?> args, ActivityOptions options) => throw new NotImplementedException();
      public Task<ChildWorkflowHandle<TW, TResult>> StartAsync<TW, TResult>(string activity, IReadOnlyCollection<object?> args, ChildWorkflowOptions options) => throw new NotImplementedException();
    }
    internal class HandlersT {
    public WorkflowQueryDefinition? DynamicQuery; public WorkflowSignalDefinition? DynamicSignal;
    public void SetDynamicQuery(WorkflowQueryDefinition? q) {} public void SetDynamicSignal(WorkflowSignalDefinition? q) {}
    public IDictionary<string, WorkflowQueryDefinition> Queries; public IDictionary<string, WorkflowSignalDefinition> Signals;
    }
}
internal static class IllegalCallListener { public static IDisposable Suppress() => null!; }

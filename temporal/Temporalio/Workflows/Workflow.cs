using System.Linq.Expressions;
using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Instances;

namespace Temporalio.Workflows;

/// <summary>What workflow code may ask and do. Everything but InWorkflow throws outside of a workflow.</summary>
public static partial class Workflow
{
    /// <summary>True when no signal handler is running.</summary>
    public static bool AllHandlersFinished => Current.AllHandlersFinished;

    /// <summary>Cancelled once, when the workflow's cancellation is requested.</summary>
    public static CancellationToken CancellationToken => Current.CancellationToken;

    public static bool ContinueAsNewSuggested => Current.Activation.ContinueAsNewSuggested;

    public static int CurrentHistoryLength => checked((int)Current.Activation.HistoryLength);

    public static int CurrentHistorySize => checked((int)Current.Activation.HistorySizeBytes);

    /// <summary>Shown to operators with the workflow's metadata.</summary>
    public static string CurrentDetails
    {
        get => Current.CurrentDetails;
        set => Current.CurrentDetails = value;
    }

    public static WorkflowQueryDefinition? DynamicQuery
    {
        get => Current.Handlers.DynamicQuery;
        set => Current.Handlers.SetDynamicQuery(value);
    }

    public static WorkflowSignalDefinition? DynamicSignal
    {
        get => Current.Handlers.DynamicSignal;
        set => Current.Handlers.SetDynamicSignal(value);
    }

    public static bool InWorkflow => WorkflowInstance.CurrentOrNull is not null;

    public static WorkflowInfo Info => Current.Info;

    /// <summary>The instance of the workflow class.</summary>
    public static object Instance => Current.Instance;

    /// <summary>Silent while history is replayed.</summary>
    public static ILogger Logger => Current.Logger;

    public static IReadOnlyDictionary<string, IRawValue> Memo => Current.State.Memo;

    public static IPayloadConverter PayloadConverter => Current.PayloadConverter;

    public static IDictionary<string, WorkflowQueryDefinition> Queries => Current.Handlers.Queries;

    /// <summary>The same numbers on every replay.</summary>
    public static DeterministicRandom Random => Current.Random;

    public static IDictionary<string, WorkflowSignalDefinition> Signals => Current.Handlers.Signals;

    public static IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedContinueAsNewReasons =>
        Current.Activation.SuggestedContinueAsNewReasons;

    public static SearchAttributeCollection TypedSearchAttributes => Current.State.SearchAttributes;

    /// <summary>Time of the current workflow task; it stands still while workflow code runs.</summary>
    public static DateTime UtcNow => Current.Activation.Timestamp;

    private static WorkflowInstance Current => WorkflowInstance.Current;

    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ContinueAsNewOptions? options = null)
    {
        var (workflow, args) = WorkflowCalls.Run(workflowRunCall);
        return CreateContinueAsNewException(workflow, args, options);
    }

    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ContinueAsNewOptions? options = null)
    {
        var (workflow, args) = WorkflowCalls.Run(workflowRunCall);
        return CreateContinueAsNewException(workflow, args, options);
    }

    /// <summary>Throw what this returns; it does nothing by itself.</summary>
    public static ContinueAsNewException CreateContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options = null)
    {
        _ = Current;
        return new(workflow, args, options);
    }

    public static Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken);

    public static Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        DelayWithOptionsAsync(new(delay, null, cancellationToken));

    /// <summary>Zero is one millisecond, Timeout.InfiniteTimeSpan waits for cancellation only.</summary>
    public static Task DelayWithOptionsAsync(DelayOptions options) => Current.Timers.DelayAsync(options);

    public static void DeprecatePatch(string patchId) => Current.Patches.Deprecate(patchId);

    /// <summary>True when this run is to take the new path: always on first execution, on replay when history has the marker.</summary>
    public static bool Patched(string patchId) => Current.Patches.IsPatched(patchId);

    public static ExternalWorkflowHandle GetExternalWorkflowHandle(string id, string? runId = null) =>
        Current.Externals.Handle<object>(id, runId);

    public static ExternalWorkflowHandle<TWorkflow> GetExternalWorkflowHandle<TWorkflow>(string id, string? runId = null) =>
        Current.Externals.Handle<TWorkflow>(id, runId);

    /// <summary>The same ids on every replay.</summary>
    public static Guid NewGuid() => Current.NewGuid();

    public static Task RunTaskAsync(Func<Task> function, CancellationToken? cancellationToken = null) =>
        Task.Factory.StartNew(function, cancellationToken ?? CancellationToken, TaskCreationOptions.None, Current).Unwrap();

    public static Task<TResult> RunTaskAsync<TResult>(Func<Task<TResult>> function, CancellationToken? cancellationToken = null) =>
        Task.Factory.StartNew(function, cancellationToken ?? CancellationToken, TaskCreationOptions.None, Current).Unwrap();

    public static void UpsertMemo(params MemoUpdate[] updates) => Current.State.UpsertMemo(updates);

    public static void UpsertTypedSearchAttributes(params SearchAttributeUpdate[] updates) => Current.State.UpsertSearchAttributes(updates);

    public static Task WaitConditionAsync(Func<bool> conditionCheck, CancellationToken? cancellationToken = null) =>
        Current.Timers.WaitConditionAsync(new WaitConditionOptions(conditionCheck, null, null, cancellationToken));

    public static Task<bool> WaitConditionAsync(
        Func<bool> conditionCheck, int timeoutMilliseconds, CancellationToken? cancellationToken = null) =>
        WaitConditionAsync(conditionCheck, TimeSpan.FromMilliseconds(timeoutMilliseconds), cancellationToken);

    /// <summary>False when the time ran out first.</summary>
    public static Task<bool> WaitConditionAsync(Func<bool> conditionCheck, TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        WaitConditionWithOptionsAsync(new(conditionCheck, timeout, null, cancellationToken));

    public static Task<bool> WaitConditionWithOptionsAsync(WaitConditionOptions options) => Current.Timers.WaitConditionAsync(options);

    public static Task WhenAllAsync(IEnumerable<Task> tasks) => Task.WhenAll(tasks);

    public static Task WhenAllAsync(params Task[] tasks) => Task.WhenAll(tasks);

    public static Task<TResult[]> WhenAllAsync<TResult>(IEnumerable<Task<TResult>> tasks) => Task.WhenAll(tasks);

    public static Task<TResult[]> WhenAllAsync<TResult>(params Task<TResult>[] tasks) => Task.WhenAll(tasks);

    public static Task<Task> WhenAnyAsync(params Task[] tasks) => Task.WhenAny(tasks);

    public static Task<Task> WhenAnyAsync(IEnumerable<Task> tasks) => Task.WhenAny(tasks);

    public static Task<Task<TResult>> WhenAnyAsync<TResult>(params Task<TResult>[] tasks) =>
        WhenAnyAsync((IEnumerable<Task<TResult>>)tasks);

    // Task.WhenAny with results continues on the default scheduler, which workflow code must never reach.
    public static async Task<Task<TResult>> WhenAnyAsync<TResult>(IEnumerable<Task<TResult>> tasks) =>
        (Task<TResult>)await Task.WhenAny((IEnumerable<Task>)tasks);

    public static class Unsafe
    {
        /// <summary>True while history is replayed, and in queries.</summary>
        public static bool IsReplaying => Current.Activation.IsReplaying || Current.ReadOnly;

        /// <summary>True only while history is replayed.</summary>
        public static bool IsReplayingHistoryEvents => Current.Activation.IsReplaying && !Current.ReadOnly;

        public static T WithTracingEventListenerDisabled<T>(Func<T> fn)
        {
            using var off = IllegalCallListener.Suppress();
            return fn();
        }

        public static void WithTracingEventListenerDisabled(Action fn)
        {
            using var off = IllegalCallListener.Suppress();
            fn();
        }
    }
}

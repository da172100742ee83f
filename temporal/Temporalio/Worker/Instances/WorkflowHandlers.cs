using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.Collections;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

/// <summary>Signals and queries: which handler gets which, and what waits for a handler still to come.</summary>
internal sealed partial class WorkflowHandlers
{
    private const string MetadataQuery = "__temporal_workflow_metadata";

    private readonly WorkflowInstance run;
    private readonly List<WorkflowExecutionSignaledEventAttributes> buffered = [];
    private readonly List<(string Signal, HandlerUnfinishedPolicy Policy)> running = [];

    public WorkflowHandlers(WorkflowInstance run, Workflows.WorkflowDefinition definition)
    {
        this.run = run;
        Signals = new HandlerTable<WorkflowSignalDefinition>(definition.Signals, DeliverBuffered);
        Queries = new HandlerTable<WorkflowQueryDefinition>(definition.Queries, () => { });
        DynamicSignal = definition.DynamicSignal;
        DynamicQuery = definition.DynamicQuery;
    }

    public int Running => running.Count;

    public IDictionary<string, WorkflowSignalDefinition> Signals { get; }

    public IDictionary<string, WorkflowQueryDefinition> Queries { get; }

    public WorkflowSignalDefinition? DynamicSignal { get; private set; }

    public WorkflowQueryDefinition? DynamicQuery { get; private set; }

    public void SetDynamicSignal(WorkflowSignalDefinition? signal)
    {
        if (signal is { Dynamic: false })
        {
            throw new ArgumentException("The signal definition has a name and so is not dynamic");
        }

        DynamicSignal = signal;
        DeliverBuffered();
    }

    public void SetDynamicQuery(WorkflowQueryDefinition? query) =>
        DynamicQuery = query is { Dynamic: false } ? throw new ArgumentException("The query definition has a name and so is not dynamic") : query;

    /// <summary>A signal nobody handles yet is kept, in order, until somebody does.</summary>
    public void Deliver(WorkflowExecutionSignaledEventAttributes signal)
    {
        if (HandlerOf(signal.SignalName) is { } handler)
        {
            Start(handler, signal);
        }
        else
        {
            buffered.Add(signal);
        }
    }

    public WorkflowQueryResult Answer(WorkflowQuery query)
    {
        try
        {
            return Answered(query.QueryType == MetadataQuery ? Metadata() : Invoke(query));
        }
        catch (Exception failure)
        {
            return QueryFailure(failure);
        }
    }

    public WorkflowQueryResult QueryFailure(Exception failure) => new()
    {
        ResultType = QueryResultType.Failed,
        ErrorMessage = failure.Message,
        Failure = run.FailureConverter.ToFailure(failure, run.PayloadConverter),
    };

    public void WarnOfUnfinished()
    {
        foreach (var group in running.Where(each => each.Policy == HandlerUnfinishedPolicy.WarnAndAbandon).GroupBy(each => each.Signal, StringComparer.Ordinal))
        {
            Log.Unfinished(run.Logger, group.Key, group.Count());
        }
    }

    private WorkflowQueryResult Answered(object? value) => new()
    {
        ResultType = QueryResultType.Answered,
        Answer = new Payloads { Payloads_ = { run.PayloadConverter.ToPayload(value) } },
    };

    private object? Invoke(WorkflowQuery query)
    {
        var reserved = IsReserved(query.QueryType);
        if (Queries.TryGetValue(query.QueryType, out var named))
        {
            return named.Handler.Invoke(run.Instance, named.Handler.Decode(query.QueryArgs, run.PayloadConverter));
        }

        if (!reserved && DynamicQuery is { } dynamic)
        {
            return dynamic.Handler.Invoke(run.Instance, HandlerMethod.DecodeDynamic(query.QueryType, query.QueryArgs));
        }

        throw new InvalidOperationException(
            $"Query handler for {query.QueryType} expected but not found, known queries: [{string.Join(' ', Queries.Keys.Order(StringComparer.Ordinal))}]");
    }

    private WorkflowMetadata Metadata()
    {
        var definition = new Api.Sdk.V1.WorkflowDefinition { Type = run.Info.WorkflowType };
        Describe(definition.SignalDefinitions, Signals.Values.Select(signal => (signal.Name, signal.Description)));
        Describe(definition.QueryDefinitions, Queries.Values.Select(query => (query.Name, query.Description)));
        return new() { Definition = definition, CurrentDetails = run.CurrentDetails };
    }

    private static void Describe(
        RepeatedField<WorkflowInteractionDefinition> target, IEnumerable<(string? Name, string? Description)> handlers) =>
        target.AddRange(handlers
            .OrderBy(handler => handler.Name, StringComparer.Ordinal)
            .Select(handler => new WorkflowInteractionDefinition { Name = handler.Name ?? "", Description = handler.Description ?? "" }));

    private WorkflowSignalDefinition? HandlerOf(string signal)
    {
        if (Signals.TryGetValue(signal, out var named))
        {
            return named;
        }

        return IsReserved(signal) ? null : DynamicSignal;
    }

    private static bool IsReserved(string name) => name.StartsWith(WorkflowNames.ReservedPrefix, StringComparison.Ordinal);

    private void DeliverBuffered()
    {
        foreach (var signal in buffered.ToList())
        {
            if (HandlerOf(signal.SignalName) is { } handler)
            {
                buffered.Remove(signal);
                Start(handler, signal);
            }
        }
    }

    private void Start(WorkflowSignalDefinition handler, WorkflowExecutionSignaledEventAttributes signal)
    {
        object?[] arguments;
        try
        {
            arguments = handler.Dynamic
                ? HandlerMethod.DecodeDynamic(signal.SignalName, signal.Input)
                : handler.Handler.Decode(signal.Input, run.PayloadConverter);
        }
        catch (InvalidOperationException failure)
        {
            // A sender's mistake must not stop the workflow; nobody could repair the signal later.
            Log.Undecodable(run.Logger, signal.SignalName, failure);
            return;
        }

        run.Enqueue(() => RunAsync(handler, signal.SignalName, arguments));
    }

    private async Task RunAsync(WorkflowSignalDefinition handler, string name, object?[] arguments)
    {
        var entry = (name, handler.UnfinishedPolicy);
        running.Add(entry);
        try
        {
            await HandlerResult.OfAsync(handler.Handler.Method, handler.Handler.Invoke(run.Instance, arguments));
        }
        catch (Exception failure)
        {
            run.Fail(failure);
        }
        finally
        {
            running.Remove(entry);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1,
            Level = LogLevel.Warning,
            Message = "[TMPRL1102] Workflow finished while {Count} handlers of signal {Signal} were still running; they were abandoned")]
        public static partial void Unfinished(ILogger logger, string signal, int count);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Signal {Signal} was dropped: its arguments cannot be decoded")]
        public static partial void Undecodable(ILogger logger, string signal, Exception exception);
    }

    /// <summary>Handlers by name; told when one was added, for what may have waited for it.</summary>
    private sealed class HandlerTable<T>(IReadOnlyDictionary<string, T> initial, Action added) : IDictionary<string, T>
    {
        private readonly Dictionary<string, T> handlers = new(initial, StringComparer.Ordinal);

        public int Count => handlers.Count;

        public bool IsReadOnly => false;

        public ICollection<string> Keys => handlers.Keys;

        public ICollection<T> Values => handlers.Values;

        public T this[string key]
        {
            get => handlers[key];
            set
            {
                handlers[key] = value;
                added();
            }
        }

        public void Add(string key, T value)
        {
            handlers.Add(key, value);
            added();
        }

        public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

        public void Clear() => handlers.Clear();

        public bool Contains(KeyValuePair<string, T> item) => handlers.Contains(item);

        public bool ContainsKey(string key) => handlers.ContainsKey(key);

        public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) =>
            ((ICollection<KeyValuePair<string, T>>)handlers).CopyTo(array, arrayIndex);

        public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => handlers.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        public bool Remove(string key) => handlers.Remove(key);

        public bool Remove(KeyValuePair<string, T> item) => handlers.Remove(item.Key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => handlers.TryGetValue(key, out value);
    }
}

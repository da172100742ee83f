using System.Runtime.CompilerServices;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker.History;
using Temporalio.Worker.Instances;
using Temporalio.Worker.Runs;

namespace Temporalio.Worker;

/// <summary>Replays recorded histories against today's workflow code. Nothing is sent anywhere.</summary>
public class WorkflowReplayer
{
    private readonly InstanceSettings settings;

    /// <exception cref="ArgumentException">No workflow to replay with.</exception>
    public WorkflowReplayer(WorkflowReplayerOptions options)
    {
        Options = (WorkflowReplayerOptions)options.Clone();
        if (Options.Workflows.Count == 0)
        {
            throw new ArgumentException("At least one workflow is needed");
        }

        settings = new()
        {
            Definitions = Options.Workflows.Where(each => each.Name is not null).ToDictionary(each => each.Name ?? "", StringComparer.Ordinal),
            DynamicDefinition = Options.Workflows.FirstOrDefault(each => each.Dynamic),
            Converter = Options.DataConverter,
            LoggerFactory = Options.LoggerFactory,
            FailureTypes = Options.WorkflowFailureExceptionTypes ?? [],
            TaskStarting = Options.OnWorkflowTaskStarting,
            TaskCompleted = Options.OnWorkflowTaskCompleted,
            DeadlockLimit = Options.DebugMode ? null : WorkerDefaults.DeadlockLimit,
            Time = TimeProvider.System,
        };
    }

    public WorkflowReplayerOptions Options { get; }

    /// <exception cref="WorkflowNondeterminismException">Code and history do not agree.</exception>
    /// <exception cref="InvalidWorkflowOperationException">The replay failed otherwise.</exception>
    public async Task<WorkflowReplayResult> ReplayWorkflowAsync(
        WorkflowHistory history, bool throwOnReplayFailure = true, CancellationToken cancellationToken = default)
    {
        using var listening = Options.DisableWorkflowTracingEventListener ? null : IllegalCallListener.Listen();
        var failure = await ReplayAsync(history, cancellationToken);
        return failure is not null && throwOnReplayFailure ? throw failure : new(history, failure);
    }

    public async Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken = default)
    {
        var results = new List<WorkflowReplayResult>();
        foreach (var history in histories)
        {
            results.Add(await ReplayWorkflowAsync(history, throwOnReplayFailure, cancellationToken));
        }

        return results;
    }

    public async IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        IAsyncEnumerable<WorkflowHistory> histories,
        bool throwOnReplayFailure = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var history in histories.WithCancellation(cancellationToken))
        {
            yield return await ReplayWorkflowAsync(history, throwOnReplayFailure, cancellationToken);
        }
    }

    /// <summary>Start of the last task that counted: all of history lies before what follows it.</summary>
    private static long LastStarted(List<HistoryEvent> events)
    {
        for (var i = events.Count - 1; i >= 0; i--)
        {
            if (events[i].EventType == EventType.WorkflowTaskStarted && (i == events.Count - 1 || !events[i + 1].UndoesTaskStart()))
            {
                return events[i].EventId;
            }
        }

        return 0;
    }

    private async Task<Exception?> ReplayAsync(WorkflowHistory history, CancellationToken cancellationToken)
    {
        // Decoding changes events in place, and the history is the caller's.
        List<HistoryEvent> events = [.. history.Events.Select(e => e.Clone())];
        if (events is not [{ WorkflowExecutionStartedEventAttributes: { } started }, ..])
        {
            return new InvalidWorkflowOperationException("The history does not begin with the start of a run");
        }

        if (Options.DataConverter.PayloadCodec is { } codec)
        {
            foreach (var e in events)
            {
                await PayloadTransform.ApplyAsync(e, codec.DecodeAsync);
            }
        }

        var run = new WorkflowRun(settings, new(Options.Namespace, history.Id, started.OriginalExecutionRunId, Options.TaskQueue));
        var endsInStart = events[^1].EventType == EventType.WorkflowTaskStarted;
        var lastStarted = LastStarted(endsInStart ? events[..^1] : events);
        return await FailureOfAsync(run, events, lastStarted, cancellationToken) switch
        {
            null => null,
            InvalidWorkflowOperationException known => known,
            var other => new InvalidWorkflowOperationException($"Replay failed: {other.Message}", other),
        };
    }

    private static async Task<Exception?> FailureOfAsync(
        WorkflowRun run, List<HistoryEvent> events, long lastStarted, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await run.HandleAsync(
                new()
                {
                    PreviousStartedEventId = lastStarted,
                    History = new(new(events, ByteString.Empty), 0, (_, _) => Task.FromResult(new HistoryPage([], ByteString.Empty))),
                },
                cancellationToken);
            return (outcome as TaskOutcome.Failed)?.Exception;
        }
        catch (HistoryGapException gap)
        {
            return gap;
        }
    }
}

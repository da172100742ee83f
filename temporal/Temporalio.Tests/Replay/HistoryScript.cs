using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Replay;

/// <summary>Writes a history event by event, as a server would; each event is one second after the one before.</summary>
internal sealed class HistoryScript
{
    public const string RunId = "3810360e-65c1-4501-bd4a-6b603be62c63";
    public static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private long scheduled;
    private long started;

    public List<HistoryEvent> Events { get; } = [];

    public long LastId => Events.Count;

    /// <summary>Start of the last task that was completed.</summary>
    public long PreviousStarted { get; private set; }

    public static HistoryScript Of(params object?[] args) => new HistoryScript().Begin(args);

    public HistoryScript Add(EventType type, Action<HistoryEvent>? fill = null)
    {
        var e = new HistoryEvent
        {
            EventId = Events.Count + 1,
            EventType = type,
            EventTime = Timestamp.FromDateTime(Start.AddSeconds(Events.Count)),
        };
        fill?.Invoke(e);
        Events.Add(e);
        return this;
    }

    public HistoryScript TaskScheduled()
    {
        Add(EventType.WorkflowTaskScheduled, e => e.WorkflowTaskScheduledEventAttributes = new() { Attempt = 1 });
        scheduled = LastId;
        return this;
    }

    public HistoryScript TaskStarted(bool suggestContinueAsNew = false)
    {
        Add(EventType.WorkflowTaskStarted, e => e.WorkflowTaskStartedEventAttributes = new()
        {
            ScheduledEventId = scheduled,
            HistorySizeBytes = 100 * LastId,
            SuggestContinueAsNew = suggestContinueAsNew,
        });
        started = LastId;
        return this;
    }

    public HistoryScript TaskCompleted(params uint[] coreFlags)
    {
        PreviousStarted = started;
        return Add(EventType.WorkflowTaskCompleted, e => e.WorkflowTaskCompletedEventAttributes = new()
        {
            ScheduledEventId = scheduled,
            StartedEventId = started,
            SdkMetadata = new() { CoreUsedFlags = { coreFlags is [] ? [1, 2, 3] : coreFlags }, LangUsedFlags = { 2 } },
        });
    }

    public HistoryScript TaskFailed() => Add(EventType.WorkflowTaskFailed, e => e.WorkflowTaskFailedEventAttributes =
        new() { ScheduledEventId = scheduled, StartedEventId = started });

    public HistoryScript TaskTimedOut() => Add(EventType.WorkflowTaskTimedOut, e => e.WorkflowTaskTimedOutEventAttributes =
        new() { ScheduledEventId = scheduled, StartedEventId = started });

    /// <summary>Scheduled and started: the task a worker is given.</summary>
    public HistoryScript OpenTask() => TaskScheduled().TaskStarted();

    public HistoryScript DoneTask() => TaskScheduled().TaskStarted().TaskCompleted();

    public HistoryScript TimerStarted(string id = "1") => Add(EventType.TimerStarted, e => e.TimerStartedEventAttributes = new() { TimerId = id });

    public HistoryScript TimerFired(long startedEventId, string id = "1") => Add(EventType.TimerFired, e => e.TimerFiredEventAttributes =
        new() { TimerId = id, StartedEventId = startedEventId });

    public HistoryScript TimerCanceled(long startedEventId, string id = "1") => Add(EventType.TimerCanceled, e => e.TimerCanceledEventAttributes =
        new() { TimerId = id, StartedEventId = startedEventId });

    public HistoryScript ActivityScheduled(string type = "Work", string id = "1") => Add(
        EventType.ActivityTaskScheduled,
        e => e.ActivityTaskScheduledEventAttributes = new() { ActivityId = id, ActivityType = new() { Name = type } });

    public HistoryScript ActivityStarted(long scheduledEventId) => Add(EventType.ActivityTaskStarted, e => e.ActivityTaskStartedEventAttributes =
        new() { ScheduledEventId = scheduledEventId });

    public HistoryScript ActivityCompleted(long scheduledEventId, object? result) => Add(
        EventType.ActivityTaskCompleted,
        e => e.ActivityTaskCompletedEventAttributes = new() { ScheduledEventId = scheduledEventId, Result = PayloadsOf(result) });

    public HistoryScript Signaled(string name, params object?[] args) => Add(
        EventType.WorkflowExecutionSignaled,
        e => e.WorkflowExecutionSignaledEventAttributes = new() { SignalName = name, Input = PayloadsOf(args) });

    public HistoryScript CancelRequested() => Add(
        EventType.WorkflowExecutionCancelRequested, e => e.WorkflowExecutionCancelRequestedEventAttributes = new());

    public HistoryScript Completed(object? result = null) => Add(
        EventType.WorkflowExecutionCompleted, e => e.WorkflowExecutionCompletedEventAttributes = new() { Result = PayloadsOf(result) });

    public static Payloads PayloadsOf(params object?[] values) =>
        new() { Payloads_ = { values.Select(DataConverter.Default.PayloadConverter.ToPayload) } };

    private HistoryScript Begin(object?[] args) => Add(EventType.WorkflowExecutionStarted, e => e.WorkflowExecutionStartedEventAttributes = new()
    {
        WorkflowType = new() { Name = Scripted.Name },
        OriginalExecutionRunId = RunId,
        FirstExecutionRunId = RunId,
        Attempt = 1,
        TaskQueue = new() { Name = "queue" },
        Input = PayloadsOf(args),
    });
}

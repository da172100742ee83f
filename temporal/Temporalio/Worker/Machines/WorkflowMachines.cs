using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.History;

namespace Temporalio.Worker.Machines;

/// <summary>
/// One run as its history tells it: applies events, collects what to tell the workflow, and compares what the workflow
/// asks for with what history says it asked for.
/// </summary>
internal sealed class WorkflowMachines(RunIdentity identity)
{
    private readonly List<Job> jobs = [];
    private readonly Queue<OutgoingCommand> outgoing = new();
    private readonly Dictionary<long, Machine> byEventId = [];
    private readonly Dictionary<long, DateTime> taskStarts = [];
    private readonly HashSet<string> patchesInHistory = new(StringComparer.Ordinal);
    private readonly WorkflowCommands commands = new();
    private bool skipVersionUpsert;

    public RunIdentity Identity { get; } = identity;

    public SdkFlags Flags { get; } = new();

    /// <summary>What happens now happened before.</summary>
    public bool Replaying
    {
        get => Flags.Replaying;
        private set => Flags.Replaying = value;
    }

    public DateTime Time { get; private set; } = DateTime.UnixEpoch;

    public long LastEventId { get; private set; }

    public long HistorySizeBytes { get; private set; }

    public bool ContinueAsNewSuggested { get; private set; }

    public IReadOnlyList<SuggestContinueAsNewReason> SuggestedReasons { get; private set; } = [];

    /// <summary>The event that ended the run was applied.</summary>
    public bool Ended { get; private set; }

    /// <summary>The workflow asked for its end.</summary>
    public bool EndRequested => commands.EndRequested;

    public HistoryEvent? Started { get; private set; }

    public bool HasJobs => jobs.Count > 0;

    public void BeginTask(long previousStartedEventId) => Replaying = previousStartedEventId > 0 && previousStartedEventId > LastEventId;

    public void Apply(HistorySlice slice, long previousStartedEventId)
    {
        var completions = slice.Events.Concat(slice.Following).Where(e => e.EventType == EventType.WorkflowTaskCompleted);
        foreach (var metadata in completions.Select(e => e.WorkflowTaskCompletedEventAttributes.SdkMetadata))
        {
            Flags.Read(metadata);
        }

        for (var i = 0; i < slice.Events.Count; i++)
        {
            var e = slice.Events[i];
            if (Replaying && slice.ReachesEnd && e.EventId > previousStartedEventId
                && e.EventType != EventType.WorkflowTaskCompleted && !e.IsCommand())
            {
                Replaying = false;
            }

            Apply(e, endsSlice: i == slice.Events.Count - 1);
            LastEventId = e.EventId;
        }

        var markers = slice.Following.Select(PatchMarker.TryRead).OfType<PatchMarker>();
        foreach (var patchId in markers.Select(marker => marker.Id).Where(patchesInHistory.Add))
        {
            Tell(new Job.NotifyHasPatch(patchId));
        }
    }

    /// <summary>No further event wakes the workflow: what it does from here on is new.</summary>
    public void EndReplay() => Replaying = false;

    public void Tell(Job job) => jobs.Add(job);

    public void Send(Machine machine, Command command) => outgoing.Enqueue(new(machine, command));

    public void SendQuietCancel(RequestCancelExternalWorkflowExecutionCommandAttributes attributes) =>
        Send(new ExternalCancelMachine(this, null), new()
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
            RequestCancelExternalWorkflowExecutionCommandAttributes = attributes,
        });

    /// <summary>Everything to tell the workflow now, in order of delivery.</summary>
    public IReadOnlyList<Job> TakeJobs()
    {
        Job[] taken = [.. jobs.OrderBy(job => job.Rank)];
        jobs.Clear();
        return taken;
    }

    /// <summary>Takes in what the workflow asked for when it was woken.</summary>
    public void Accept(IReadOnlyList<WorkflowCommand> asked)
    {
        commands.Accept(this, asked, patchesInHistory);
        if (EndRequested)
        {
            jobs.Clear();
        }
    }

    /// <summary>Commands no event has mirrored yet.</summary>
    public IReadOnlyList<Command> UnsentCommands() => [.. outgoing.Where(each => !each.Machine.Dropped).Select(each => each.Command)];

    private void Apply(HistoryEvent e, bool endsSlice)
    {
        if (e.IsCommand())
        {
            Match(e);
            return;
        }

        switch (e.EventType)
        {
            case EventType.WorkflowExecutionStarted:
                Started = e;
                Advance(TimeOf(e));
                Tell(new Job.Initialize(e, RunSeed.Of(e.WorkflowExecutionStartedEventAttributes.OriginalExecutionRunId)));
                break;
            case EventType.WorkflowTaskScheduled or EventType.WorkflowTaskTimedOut:
                break;
            case EventType.WorkflowTaskStarted:
                taskStarts[e.WorkflowTaskStartedEventAttributes.ScheduledEventId] = TimeOf(e);
                if (endsSlice)
                {
                    BeginTask(e);
                }

                break;
            case EventType.WorkflowTaskCompleted:
                if (taskStarts.Remove(e.WorkflowTaskCompletedEventAttributes.ScheduledEventId, out var started))
                {
                    Advance(started);
                }

                break;
            case EventType.WorkflowTaskFailed:
                if (e.WorkflowTaskFailedEventAttributes.Cause == WorkflowTaskFailedCause.ResetWorkflow)
                {
                    Tell(new Job.UpdateRandomSeed(RunSeed.Of(e.WorkflowTaskFailedEventAttributes.NewRunId)));
                }

                break;
            case EventType.WorkflowExecutionSignaled:
                Tell(new Job.Signal(e.WorkflowExecutionSignaledEventAttributes));
                break;
            case EventType.WorkflowExecutionCancelRequested:
                Tell(new Job.CancelWorkflow(e.WorkflowExecutionCancelRequestedEventAttributes.Cause));
                break;
            case EventType.WorkflowExecutionTerminated or EventType.WorkflowExecutionTimedOut:
                Ended = true;
                break;
            case EventType.WorkflowExecutionOptionsUpdated or EventType.WorkflowExecutionPaused
                or EventType.WorkflowExecutionUnpaused or EventType.WorkflowExecutionTimeSkippingTransitioned:
                break;
            default:
                GoOn(e);
                break;
        }
    }

    private void BeginTask(HistoryEvent e)
    {
        var started = e.WorkflowTaskStartedEventAttributes;
        Advance(TimeOf(e));
        HistorySizeBytes = started.HistorySizeBytes;
        ContinueAsNewSuggested = started.SuggestContinueAsNew;
        SuggestedReasons = [.. started.SuggestContinueAsNewReasons];
    }

    private void GoOn(HistoryEvent e)
    {
        if (e.InitialEventId() is { } initial)
        {
            if (!byEventId.TryGetValue(initial, out var machine))
            {
                throw Nondeterminism.Because($"No machine for {Nondeterminism.Describe(e)}, which goes on with event {initial}");
            }

            machine.OnEvent(e);
            if (machine.Final)
            {
                byEventId.Remove(initial);
            }
        }
        else if (!e.WorkerMayIgnore)
        {
            throw Nondeterminism.Fatal($"{Nondeterminism.Describe(e)} is unknown to this worker");
        }
    }

    private void Match(HistoryEvent e)
    {
        if (skipVersionUpsert && PatchMarker.IsVersionUpsert(e))
        {
            skipVersionUpsert = false;
            return;
        }

        skipVersionUpsert = false;
        var marker = PatchMarker.TryRead(e);
        if (NextFor(e, marker) is not { } command)
        {
            // A deprecated patch's marker needs no command: the call may be gone from the code already.
            skipVersionUpsert = true;
            return;
        }

        if (Nondeterminism.EventOf(command.Command.CommandType) != e.EventType)
        {
            throw Nondeterminism.Because($"{command.Machine.GetType().Name} does not handle this event: {Nondeterminism.Describe(e)}");
        }

        command.Machine.OnCommandEvent(e);
        if (!command.Machine.Final)
        {
            byEventId[e.EventId] = command.Machine;
        }

        Ended |= e.IsFinal();
    }

    /// <summary>The command the event mirrors; null when the event is to be skipped.</summary>
    private OutgoingCommand? NextFor(HistoryEvent e, PatchMarker? marker)
    {
        while (outgoing.TryPeek(out var front))
        {
            if (front.Machine.Dropped)
            {
                outgoing.Dequeue();
                continue;
            }

            if (front.Machine is not PatchMachine patch)
            {
                break;
            }

            if (marker is null)
            {
                outgoing.Dequeue();
                continue;
            }

            if (patch.PatchId == marker.Id)
            {
                return outgoing.Dequeue();
            }

            return marker.Deprecated ? null : throw PatchMissing(e, marker);
        }

        if (marker is not null)
        {
            return marker.Deprecated ? null : throw PatchMissing(e, marker);
        }

        return outgoing.TryDequeue(out var next)
            ? next
            : throw Nondeterminism.Because($"No command scheduled for event {Nondeterminism.Describe(e)}");
    }

    private static WorkflowNondeterminismException PatchMissing(HistoryEvent e, PatchMarker marker) =>
        Nondeterminism.Because($"{Nondeterminism.Describe(e)} is the marker of patch '{marker.Id}', which the code does not take here");

    private void Advance(DateTime time) => Time = time > Time ? time : Time;

    private static DateTime TimeOf(HistoryEvent e) => e.EventTime?.ToDateTime() ?? DateTime.UnixEpoch;
}

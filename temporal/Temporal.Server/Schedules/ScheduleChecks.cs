using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Engine;
using Temporal.Server.Schedules.Times;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporal.Server.Schedules;

/// <summary>What a client must have said before a schedule is taken, and the form in which it is kept and shown.</summary>
internal static class ScheduleChecks
{
    private const int MostBackfills = 100;

    /// <exception cref="Temporal.Grpc.GrpcException">It could never start its workflow, or its spec is not understood.</exception>
    public static Schedule Canonical(Transaction tx, ScheduleKey key, Schedule? given)
    {
        if (given?.Action?.StartWorkflow is not { } workflow)
        {
            throw Errors.InvalidArgument("Schedule.Action is not set on request, or is not to start a workflow.");
        }

        if (workflow.WorkflowIdReusePolicy is not (WorkflowIdReusePolicy.Unspecified or WorkflowIdReusePolicy.AllowDuplicate))
        {
            throw Errors.InvalidArgument("Schedule.Action may not set a WorkflowIdReusePolicy other than AllowDuplicate.");
        }

        StartChecks.Name(tx.Options, workflow.WorkflowId, "WorkflowId");
        var schedule = given.Clone();
        schedule.Spec = CanonicalSpec.From(given.Spec ?? new ScheduleSpec());
        schedule.Policies ??= new SchedulePolicies();
        schedule.State ??= new ScheduleState();
        StartChecks.Length(tx.Options, schedule.State.Notes, "Notes");
        StartChecks.Blob(tx.Options, schedule, "Schedule");
        Overlap(schedule.Policies.OverlapPolicy);
        TimeMath.Check(schedule.Policies.CatchupWindow, "CatchupWindow");
        if (schedule.State.RemainingActions < 0)
        {
            throw Errors.InvalidArgument("RemainingActions is negative.");
        }

        var started = schedule.Action.StartWorkflow;
        started.SearchAttributes = SearchAttributeValues.Typed(tx, key.Namespace, started.SearchAttributes);
        var entry = new ScheduleEntry(new ScheduleRecord { Namespace = key.Namespace, ScheduleId = key.ScheduleId, Schedule = schedule });
        schedule.Policies.OverlapPolicy = entry.Overlap(ScheduleOverlapPolicy.Unspecified);
        schedule.Policies.CatchupWindow = Duration.FromTimeSpan(entry.CatchupWindow);
        var probe = ScheduledAction.Request(entry, new BufferedStart { NominalTime = tx.Now.ToTimestamp() }, overlaps: true);
        StartChecks.Check(tx.Options, probe);
        return schedule;
    }

    public static void Patch(EngineOptions options, SchedulePatch? patch)
    {
        if (patch is null)
        {
            return;
        }

        StartChecks.Length(options, patch.Pause, "Pause");
        StartChecks.Length(options, patch.Unpause, "Unpause");
        if (patch.BackfillRequest.Count > MostBackfills)
        {
            throw Errors.InvalidArgument($"More than {MostBackfills} backfills.");
        }

        foreach (var backfill in patch.BackfillRequest)
        {
            Overlap(backfill.OverlapPolicy);
            if (Time(backfill.StartTime, "StartTime") > Time(backfill.EndTime, "EndTime"))
            {
                throw Errors.InvalidArgument("A backfill ends before it starts.");
            }
        }

        if (patch.TriggerImmediately is { } trigger)
        {
            Overlap(trigger.OverlapPolicy);
            if (trigger.ScheduledTime is not null)
            {
                Time(trigger.ScheduledTime, "ScheduledTime");
            }
        }
    }

    public static DateTimeOffset Time(Timestamp? time, string name)
    {
        try
        {
            return time?.ToDateTimeOffset() ?? throw Errors.InvalidArgument($"{name} is not set on request.");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw Errors.InvalidArgument($"{name} is not a valid time.");
        }
    }

    private static void Overlap(ScheduleOverlapPolicy policy)
    {
        if (!System.Enum.IsDefined(policy))
        {
            throw Errors.InvalidArgument("Unknown OverlapPolicy.");
        }
    }
}

using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporal.Server.State;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Schedules;

/// <summary>What clients do to schedules.</summary>
internal static class ScheduleChanges
{
    private const int RememberedRequests = 32;
    private const int MostPendingBackfills = 1000;

    public static CreateScheduleResponse Create(Transaction tx, CreateScheduleRequest request)
    {
        var key = new ScheduleKey(request.Namespace, request.ScheduleId);
        StartChecks.Name(tx.Options, request.ScheduleId, "ScheduleId");
        if (tx.FindSchedule(key) is { } existing)
        {
            return request.RequestId.Length > 0 && existing.Record.CreateRequestId == request.RequestId
                ? new CreateScheduleResponse { ConflictToken = Token(existing) }
                : throw new GrpcException(GrpcStatusCode.AlreadyExists, $"schedule {request.ScheduleId} is already registered");
        }

        StartChecks.Blob(tx.Options, request.Memo, "Memo");
        ScheduleChecks.Patch(tx.Options, request.InitialPatch);
        var schedule = new ScheduleEntry(new ScheduleRecord
        {
            Namespace = request.Namespace,
            ScheduleId = request.ScheduleId,
            Schedule = ScheduleChecks.Canonical(tx, key, request.Schedule),
            Memo = request.Memo,
            SearchAttributes = SearchAttributeValues.Typed(tx, request.Namespace, request.SearchAttributes),
            CreateTime = tx.Now.ToTimestamp(),
            CreateRequestId = request.RequestId,
            Version = 1,
            HighWaterMark = tx.Now.ToTimestamp(),
        });
        tx.InsertSchedule(schedule);
        Apply(tx, schedule, request.InitialPatch);
        return new CreateScheduleResponse { ConflictToken = Token(schedule) };
    }

    public static UpdateScheduleResponse Update(Transaction tx, UpdateScheduleRequest request)
    {
        var schedule = Require(tx, request.Namespace, request.ScheduleId);
        if (IsKnown(schedule, request.RequestId))
        {
            return new UpdateScheduleResponse();
        }

        if (!request.ConflictToken.IsEmpty && request.ConflictToken != Token(schedule))
        {
            throw new GrpcException(GrpcStatusCode.FailedPrecondition, "mismatched conflict token");
        }

        StartChecks.Blob(tx.Options, request.Memo, "Memo");
        var replacement = ScheduleChecks.Canonical(tx, schedule.Key, request.Schedule);
        var attributes = SearchAttributeValues.Typed(tx, request.Namespace, request.SearchAttributes);

        // What was due by the old spec is done by the old spec; the new one counts from now on.
        ScheduleStep.Advance(tx, schedule);
        var record = schedule.Record;
        schedule.Replace(replacement);
        record.HighWaterMark = tx.Now.ToTimestamp();
        record.UpdateTime = tx.Now.ToTimestamp();
        record.SearchAttributes = attributes ?? record.SearchAttributes;
        record.Memo = request.Memo ?? record.Memo;
        record.Version++;
        Remember(schedule, request.RequestId);
        ScheduleStep.Advance(tx, schedule);
        return new UpdateScheduleResponse();
    }

    public static PatchScheduleResponse Patch(Transaction tx, PatchScheduleRequest request)
    {
        var schedule = Require(tx, request.Namespace, request.ScheduleId);
        ScheduleChecks.Patch(tx.Options, request.Patch);
        if (schedule.Record.Backfills.Count + (request.Patch?.BackfillRequest.Count ?? 0) > MostPendingBackfills)
        {
            throw Errors.InvalidArgument("Too many backfills are pending.");
        }

        if (!IsKnown(schedule, request.RequestId))
        {
            Remember(schedule, request.RequestId);
            Apply(tx, schedule, request.Patch);
        }

        return new PatchScheduleResponse();
    }

    public static DeleteScheduleResponse Delete(Transaction tx, DeleteScheduleRequest request)
    {
        tx.DeleteSchedule(Require(tx, request.Namespace, request.ScheduleId));
        return new DeleteScheduleResponse();
    }

    public static ScheduleEntry Require(Transaction tx, string ns, string scheduleId)
    {
        StartChecks.Name(tx.Options, scheduleId, "ScheduleId");
        return tx.FindSchedule(new ScheduleKey(ns, scheduleId)) ?? throw Errors.NotFound($"schedule not found: {scheduleId}");
    }

    public static ByteString Token(ScheduleEntry schedule)
    {
        var token = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(token, schedule.Record.Version);
        return ByteString.CopyFrom(token);
    }

    private static void Apply(Transaction tx, ScheduleEntry schedule, SchedulePatch? patch)
    {
        // First what is due as the schedule stands: time that passes while it is paused is let go.
        ScheduleStep.Advance(tx, schedule);
        if (patch is null)
        {
            return;
        }

        var record = schedule.Record;
        if (patch.TriggerImmediately is { } trigger)
        {
            ScheduleStep.Trigger(tx, schedule, trigger.OverlapPolicy, trigger.ScheduledTime);
        }

        record.Backfills.Add(patch.BackfillRequest.Select(backfill => new PendingBackfill
        {
            After = JustBefore(backfill.StartTime.At()).ToTimestamp(),
            End = backfill.EndTime,
            OverlapPolicy = backfill.OverlapPolicy,
        }));
        Pause(record, patch.Pause, isPaused: true);
        Pause(record, patch.Unpause, isPaused: false);
        ScheduleStep.Advance(tx, schedule);
    }

    private static void Pause(ScheduleRecord record, string note, bool isPaused)
    {
        if (note.Length > 0)
        {
            record.Schedule.State.Paused = isPaused;
            record.Schedule.State.Notes = note;
            record.Version++;
        }
    }

    private static DateTimeOffset JustBefore(DateTimeOffset time) => time > DateTimeOffset.UnixEpoch ? time.AddTicks(-1) : time;

    private static bool IsKnown(ScheduleEntry schedule, string requestId) =>
        requestId.Length > 0 && schedule.Record.RequestIds.Contains(requestId);

    private static void Remember(ScheduleEntry schedule, string requestId)
    {
        if (requestId.Length == 0)
        {
            return;
        }

        schedule.Record.RequestIds.Add(requestId);
        if (schedule.Record.RequestIds.Count > RememberedRequests)
        {
            schedule.Record.RequestIds.RemoveAt(0);
        }
    }
}

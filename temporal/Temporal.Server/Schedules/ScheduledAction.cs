using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Schedules;

/// <summary>Starts the workflow of a schedule.</summary>
internal static class ScheduledAction
{
    public const int RecentActions = 10;

    public static string Identity(ScheduleEntry schedule) => $"temporal-scheduler-{schedule.Key.Namespace}-{schedule.Key.ScheduleId}";

    /// <summary>The open run of the chain that an action started, whichever it is now.</summary>
    public static Run? OpenRun(Transaction tx, string ns, RunningAction running) =>
        tx.FindCurrent(ns, running.Execution.WorkflowId) is { IsOpen: true } run && run.State.FirstExecutionRunId == running.Execution.RunId ? run : null;

    public static void Start(Transaction tx, ScheduleEntry schedule, BufferedStart start, bool overlaps)
    {
        if (!start.Manual && (schedule.IsPaused || schedule.IsExhausted))
        {
            return;
        }

        var record = schedule.Record;
        StartWorkflowExecutionResponse started;
        try
        {
            started = StartWorkflow.Execute(tx, Request(schedule, start, overlaps), schedule.Key.ScheduleId);
        }
        catch (GrpcException)
        {
            // The workflow id is taken, or what the workflow needs (a search attribute) is gone since the schedule was made. Trying
            // again would end the same, and the next time must not wait for it.
            record.Dropped++;
            return;
        }

        if (!start.Manual && record.Schedule.State.LimitedActions)
        {
            record.Schedule.State.RemainingActions--;
            record.Version++;
        }

        var execution = new WorkflowExecution { WorkflowId = WorkflowId(schedule, start), RunId = started.RunId };
        record.ActionCount++;
        record.Running.Add(new RunningAction { Execution = execution, Overlaps = overlaps });
        record.RecentActions.Add(new ScheduleActionResult
        {
            ScheduleTime = start.NominalTime,
            ActualTime = tx.Now.ToTimestamp(),
            StartWorkflowResult = execution,
            StartWorkflowStatus = WorkflowExecutionStatus.Running,
        });
        if (record.RecentActions.Count > RecentActions)
        {
            record.RecentActions.RemoveAt(0);
        }
    }

    /// <summary>As it would be sent by a client; also what the schedule is checked by when it is made.</summary>
    public static StartWorkflowExecutionRequest Request(ScheduleEntry schedule, BufferedStart start, bool overlaps)
    {
        var workflow = schedule.Schedule.Action.StartWorkflow;
        var keepsId = schedule.Schedule.Policies.KeepOriginalWorkflowId;
        var attributes = workflow.SearchAttributes?.Clone() ?? new SearchAttributes();
        attributes.IndexedFields["TemporalScheduledById"] = Json(schedule.Key.ScheduleId);
        attributes.IndexedFields["TemporalScheduledStartTime"] = Json(Seconds(start.NominalTime));
        return new StartWorkflowExecutionRequest
        {
            Namespace = schedule.Key.Namespace,
            WorkflowId = WorkflowId(schedule, start),
            WorkflowType = workflow.WorkflowType,
            TaskQueue = workflow.TaskQueue,
            Input = workflow.Input,
            WorkflowExecutionTimeout = workflow.WorkflowExecutionTimeout,
            WorkflowRunTimeout = workflow.WorkflowRunTimeout,
            WorkflowTaskTimeout = workflow.WorkflowTaskTimeout,
            WorkflowIdReusePolicy = start.Manual || keepsId ? WorkflowIdReusePolicy.AllowDuplicate : WorkflowIdReusePolicy.RejectDuplicate,
            RetryPolicy = workflow.RetryPolicy,
            CronSchedule = workflow.CronSchedule,
            Memo = workflow.Memo,
            SearchAttributes = attributes,
            Header = workflow.Header,
            UserMetadata = workflow.UserMetadata,
            Priority = workflow.Priority,
            Identity = Identity(schedule),
            RequestId = start.RequestId,
            LastCompletionResult = overlaps ? null : schedule.Record.LastCompletionResult,
            ContinuedFailure = overlaps ? null : schedule.Record.ContinuedFailure,
        }.Clone();
    }

    private static string WorkflowId(ScheduleEntry schedule, BufferedStart start)
    {
        var id = schedule.Schedule.Action.StartWorkflow.WorkflowId;
        return schedule.Schedule.Policies.KeepOriginalWorkflowId ? id : $"{id}-{Seconds(start.NominalTime)}";
    }

    private static string Seconds(Timestamp time) => time.At().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Payload Json(string value) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(value)),
    };
}

using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

/// <summary>The only way in which a running activity learns that its workflow wants it cancelled.</summary>
internal static class ActivityHeartbeat
{
    public static RecordActivityTaskHeartbeatResponse Record(Transaction tx, RecordActivityTaskHeartbeatRequest request)
    {
        StartChecks.Blob(tx.Options, request.Details, "Heartbeat details");
        var (run, activity) = TaskTokens.FindActivity(tx, request.TaskToken);
        return new RecordActivityTaskHeartbeatResponse { CancelRequested = Record(tx, run, activity, request.Details) };
    }

    public static RecordActivityTaskHeartbeatByIdResponse Record(Transaction tx, RecordActivityTaskHeartbeatByIdRequest request)
    {
        StartChecks.Blob(tx.Options, request.Details, "Heartbeat details");
        var (run, activity) = TaskTokens.FindActivityById(tx, request.Namespace, request.WorkflowId, request.RunId, request.ActivityId);
        if (activity.StartedTime is null)
        {
            throw Errors.ActivityNotFound();
        }

        return new RecordActivityTaskHeartbeatByIdResponse { CancelRequested = Record(tx, run, activity, request.Details) };
    }

    private static bool Record(Transaction tx, Run run, PendingActivity activity, Payloads? details)
    {
        activity.LastHeartbeatTime = tx.Now.ToTimestamp();
        activity.HeartbeatDetails = details;
        HistoryLog.Save(tx, run);
        return activity.CancelRequestedEventId > 0;
    }
}

using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

/// <summary>What a worker says about the attempt it holds, or anyone who knows the activity's id.</summary>
internal static class ActivityResults
{
    public static RespondActivityTaskCompletedResponse Complete(Transaction tx, RespondActivityTaskCompletedRequest request)
    {
        var (run, activity) = TaskTokens.FindActivity(tx, request.TaskToken);
        Complete(tx, run, activity, request.Result, request.Identity);
        return new RespondActivityTaskCompletedResponse();
    }

    public static RespondActivityTaskCompletedByIdResponse Complete(Transaction tx, RespondActivityTaskCompletedByIdRequest request)
    {
        var (run, activity) = TaskTokens.FindActivityById(tx, request.Namespace, request.WorkflowId, request.RunId, request.ActivityId);
        if (activity.StartedTime is null)
        {
            // Completed before any worker took it: the history still wants a start.
            activity.StartedTime = tx.Now.ToTimestamp();
            activity.StartedIdentity = request.Identity;
            activity.RequestId = tx.Options.NewId();
        }

        Complete(tx, run, activity, request.Result, request.Identity);
        return new RespondActivityTaskCompletedByIdResponse();
    }

    public static RespondActivityTaskFailedResponse Fail(Transaction tx, RespondActivityTaskFailedRequest request)
    {
        var (run, activity) = TaskTokens.FindActivity(tx, request.TaskToken);
        Fail(tx, run, activity, request.Failure, request.LastHeartbeatDetails, request.Identity);
        return new RespondActivityTaskFailedResponse();
    }

    public static RespondActivityTaskFailedByIdResponse Fail(Transaction tx, RespondActivityTaskFailedByIdRequest request)
    {
        var (run, activity) = TaskTokens.FindActivityById(tx, request.Namespace, request.WorkflowId, request.RunId, request.ActivityId);
        RequireStarted(activity);
        Fail(tx, run, activity, request.Failure, request.LastHeartbeatDetails, request.Identity);
        return new RespondActivityTaskFailedByIdResponse();
    }

    public static RespondActivityTaskCanceledResponse Cancel(Transaction tx, RespondActivityTaskCanceledRequest request)
    {
        var (run, activity) = TaskTokens.FindActivity(tx, request.TaskToken);
        Cancel(tx, run, activity, request.Details, request.Identity);
        return new RespondActivityTaskCanceledResponse();
    }

    public static RespondActivityTaskCanceledByIdResponse Cancel(Transaction tx, RespondActivityTaskCanceledByIdRequest request)
    {
        var (run, activity) = TaskTokens.FindActivityById(tx, request.Namespace, request.WorkflowId, request.RunId, request.ActivityId);
        RequireStarted(activity);
        Cancel(tx, run, activity, request.Details, request.Identity);
        return new RespondActivityTaskCanceledByIdResponse();
    }

    private static void RequireStarted(PendingActivity activity)
    {
        if (activity.StartedTime is null)
        {
            throw Errors.ActivityNotFound();
        }
    }

    private static void Complete(Transaction tx, Run run, PendingActivity activity, Payloads? result, string identity)
    {
        if (result is not null && result.CalculateSize() > tx.Options.MaximumBlobBytes)
        {
            var tooLarge = new Failure
            {
                Message = "Complete result exceeds size limit.",
                Source = "Server",
                ServerFailureInfo = new ServerFailureInfo { NonRetryable = true },
            };
            ActivityAttempts.Fail(tx, run, activity, tooLarge, identity);
        }
        else
        {
            ActivityEnd.Completed(tx, run, activity, result, identity);
        }

        HistoryLog.Save(tx, run);
    }

    private static void Fail(Transaction tx, Run run, PendingActivity activity, Failure? failure, Payloads? heartbeat, string identity)
    {
        if (heartbeat is not null && heartbeat.CalculateSize() <= tx.Options.MaximumBlobBytes)
        {
            activity.HeartbeatDetails = heartbeat;
        }

        ActivityAttempts.Fail(tx, run, activity, Bounded(tx.Options, failure), identity);
        HistoryLog.Save(tx, run);
    }

    private static Failure Bounded(EngineOptions options, Failure? failure) => failure switch
    {
        null => new Failure { Message = "Activity failed without a failure." },
        _ when failure.CalculateSize() > options.MaximumBlobBytes => new Failure
        {
            Message = "Failure exceeds size limit.",
            Source = "Server",
            ServerFailureInfo = new ServerFailureInfo { NonRetryable = true },
        },
        _ => failure,
    };

    private static void Cancel(Transaction tx, Run run, PendingActivity activity, Payloads? details, string identity)
    {
        if (activity.CancelRequestedEventId == 0)
        {
            throw Errors.InvalidArgument("ActivityTaskCanceled: cancellation was not requested.");
        }

        ActivityEnd.Canceled(tx, run, activity, details, identity);
        HistoryLog.Save(tx, run);
    }
}

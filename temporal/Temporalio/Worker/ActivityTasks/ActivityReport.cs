using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Tells the server how an attempt ended.</summary>
internal static class ActivityReport
{
    internal static async Task SendAsync(
        ActivityWorker worker, ActivityAttempt attempt, DataConverter converter, ActivityOutcome outcome, object?[]? unsentHeartbeat)
    {
        // After a time-out the server has counted the attempt as lost: it expects no answer and may run the next one.
        if (attempt.Reason is ActivityCancelReason.GoneFromServer or ActivityCancelReason.Timeout)
        {
            ActivityWorker.Log.Gone(worker.Logger, attempt.Info.ActivityType, attempt.Info.ActivityId);
            return;
        }

        try
        {
            await SendOnceAsync(worker, attempt, converter, outcome, unsentHeartbeat);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            ActivityWorker.Log.Gone(worker.Logger, attempt.Info.ActivityType, attempt.Info.ActivityId);
        }
        catch (RpcException e) when (IsTooLarge(e))
        {
            await FailInsteadAsync(
                worker, attempt, converter, new ApplicationFailureException("The result is larger than the server takes", e, errorType: "GrpcMessageTooLarge"));
        }
        catch (RpcException e)
        {
            ActivityWorker.Log.NotReported(worker.Logger, attempt.Info.ActivityType, attempt.Info.ActivityId, e);
        }
        catch (Exception e) // The converter and codec are the user's: an outcome that cannot be converted is a failure itself.
        {
            await FailInsteadAsync(worker, attempt, converter, e);
        }
    }

    private static bool IsTooLarge(RpcException e) =>
        e.Code == RpcException.StatusCode.ResourceExhausted && e.Message.Contains("larger than max", StringComparison.OrdinalIgnoreCase);

    private static async Task FailInsteadAsync(ActivityWorker worker, ActivityAttempt attempt, DataConverter converter, Exception failure)
    {
        try
        {
            await FailAsync(worker, attempt, converter, failure, unsentHeartbeat: null);
        }
        catch (RpcException e)
        {
            ActivityWorker.Log.NotReported(worker.Logger, attempt.Info.ActivityType, attempt.Info.ActivityId, e);
        }
    }

    private static async Task SendOnceAsync(
        ActivityWorker worker, ActivityAttempt attempt, DataConverter converter, ActivityOutcome outcome, object?[]? unsentHeartbeat)
    {
        var service = worker.Client.WorkflowService;
        var ns = worker.Client.Options.Namespace;
        var token = attempt.ServerTask.TaskToken;
        switch (outcome)
        {
            case ActivityOutcome.Completed completed:
                await service.RespondActivityTaskCompletedAsync(
                    new()
                    {
                        Namespace = ns,
                        TaskToken = token,
                        Identity = worker.Identity,
                        Result = await converter.ToPayloadsMessageAsync([completed.Result]),
                    },
                    TemporalClient.RetryRpcOptions);
                break;
            case ActivityOutcome.Cancelled:
                ActivityWorker.Log.Cancelled(worker.Logger, attempt.Info.ActivityType, attempt.Info.ActivityId, attempt.Reason);
                if (unsentHeartbeat is not null)
                {
                    await service.RecordActivityTaskHeartbeatAsync(
                        new()
                        {
                            Namespace = ns,
                            TaskToken = token,
                            Identity = worker.Identity,
                            Details = await converter.ToPayloadsMessageAsync(unsentHeartbeat),
                        },
                        TemporalClient.RetryRpcOptions);
                }

                await service.RespondActivityTaskCanceledAsync(
                    new() { Namespace = ns, TaskToken = token, Identity = worker.Identity }, TemporalClient.RetryRpcOptions);
                break;
            case ActivityOutcome.Failed failed:
                await FailAsync(worker, attempt, converter, failed.Exception, unsentHeartbeat);
                break;
            case ActivityOutcome.LeftToOthers:
                break;
        }
    }

    private static async Task FailAsync(
        ActivityWorker worker, ActivityAttempt attempt, DataConverter converter, Exception exception, object?[]? unsentHeartbeat)
    {
        var info = attempt.Info;
        if (exception is ApplicationFailureException { Category: ApplicationErrorCategory.Benign })
        {
            ActivityWorker.Log.FailedBenignly(worker.Logger, info.ActivityType, info.ActivityId, info.Attempt, exception);
        }
        else
        {
            ActivityWorker.Log.Failed(worker.Logger, info.ActivityType, info.ActivityId, info.Attempt, exception);
        }

        await worker.Client.WorkflowService.RespondActivityTaskFailedAsync(
            new()
            {
                Namespace = worker.Client.Options.Namespace,
                TaskToken = attempt.ServerTask.TaskToken,
                Identity = worker.Identity,
                Failure = await FailureAsync(converter, exception),
                LastHeartbeatDetails = await DetailsAsync(converter, unsentHeartbeat),
            },
            TemporalClient.RetryRpcOptions);
    }

    private static async Task<Failure> FailureAsync(DataConverter converter, Exception exception)
    {
        try
        {
            return await converter.ToFailureAsync(exception);
        }
        catch (Exception e) // The converter is the user's, and the server must hear of the failure all the same.
        {
            return new()
            {
                Message = $"Failed converting failure: {e.Message}",
                ApplicationFailureInfo = new() { Type = e.GetType().Name },
            };
        }
    }

    private static async Task<Payloads?> DetailsAsync(DataConverter converter, object?[]? details)
    {
        try
        {
            return details is null ? null : await converter.ToPayloadsMessageAsync(details);
        }
        catch (Exception) // The failure itself matters more than how far the attempt had come.
        {
            return null;
        }
    }
}

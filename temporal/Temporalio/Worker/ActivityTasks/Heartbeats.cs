using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>
/// Sends an attempt's heartbeats: the first at once, then at most one a window, always the newest. Learns from the answers
/// whether the activity should stop.
/// </summary>
internal sealed class Heartbeats(ActivityAttempt attempt, ActivityWorker worker, DataConverter converter) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private object?[]? newest;
    private Task? sending;
    private bool stopped;

    internal void Record(object?[] details)
    {
        lock (gate)
        {
            if (stopped)
            {
                return;
            }

            newest = details;
            sending ??= Task.Run(SendAllAsync);
        }
    }

    /// <summary>Ends the sending and gives back the newest details the server has not acknowledged, if any.</summary>
    internal async Task<object?[]?> StopAsync()
    {
        Task? last;
        lock (gate)
        {
            stopped = true;
            last = sending;
        }

        await stopping.CancelAsync();
        if (last is not null)
        {
            await last;
        }

        return newest;
    }

    public void Dispose() => stopping.Dispose();

    private async Task SendAllAsync()
    {
        try
        {
            while (await SendNewestAsync())
            {
                await Task.Delay(Window(), worker.Time, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The activity has ended; what was not sent goes with its outcome.
        }
        catch (Exception e) // The converter and codec are the user's. An activity that cannot report must not go on unseen.
        {
            attempt.Cancel(ActivityCancelReason.HeartbeatRecordFailure, failure: e);
        }
    }

    /// <summary>False, and sending is over until the next heartbeat, when there is nothing new.</summary>
    private async Task<bool> SendNewestAsync()
    {
        object?[] details;
        lock (gate)
        {
            if (newest is null || stopped)
            {
                sending = null;
                return false;
            }

            details = newest;
        }

        var payloads = await converter.ToPayloadsMessageAsync(details);
        try
        {
            var response = await worker.Client.WorkflowService.RecordActivityTaskHeartbeatAsync(
                new()
                {
                    Namespace = worker.Client.Options.Namespace,
                    TaskToken = attempt.ServerTask.TaskToken,
                    Details = payloads,
                    Identity = worker.Identity,
                },
                new() { Retry = true, CancellationToken = stopping.Token });
            Acknowledge(details);
            attempt.HeartbeatReached();
            React(response);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            attempt.Cancel(ActivityCancelReason.GoneFromServer);
        }
        catch (RpcException e)
        {
            ActivityWorker.Log.HeartbeatNotSent(worker.Logger, attempt.Info.ActivityType, attempt.Info.ActivityId, e);
        }

        return true;
    }

    private void Acknowledge(object?[] sent)
    {
        lock (gate)
        {
            if (ReferenceEquals(newest, sent))
            {
                newest = null;
            }
        }
    }

    private void React(RecordActivityTaskHeartbeatResponse response)
    {
        ActivityCancelReason? reason = response switch
        {
            { CancelRequested: true } => ActivityCancelReason.CancelRequested,
            { ActivityReset: true } => ActivityCancelReason.Reset,
            { ActivityPaused: true } => ActivityCancelReason.Paused,
            _ => null,
        };
        if (reason is { } why)
        {
            attempt.Cancel(why, new()
            {
                IsCancelRequested = response.CancelRequested,
                IsReset = response.ActivityReset,
                IsPaused = response.ActivityPaused,
            });
        }
    }

    private TimeSpan Window()
    {
        var options = worker.Options;
        var own = attempt.Info.HeartbeatTimeout is { } timeout ? timeout * 0.8 : options.DefaultHeartbeatThrottleInterval;
        return own < options.MaxHeartbeatThrottleInterval ? own : options.MaxHeartbeatThrottleInterval;
    }
}

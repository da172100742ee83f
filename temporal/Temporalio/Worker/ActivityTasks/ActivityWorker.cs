using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Polls a task queue for activities and runs them.</summary>
/// <param name="client">The client of the moment: it may be replaced while the worker runs.</param>
/// <param name="options">The worker's own copy.</param>
/// <param name="identity">Who works, as shown in histories.</param>
/// <param name="instanceKey">The same for all polls of this worker.</param>
/// <param name="time">The system's when null.</param>
internal sealed partial class ActivityWorker(
    Func<ITemporalClient> client, TemporalWorkerOptions options, string identity, string instanceKey, TimeProvider? time = null) : IDisposable
{
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly ILogger logger = (options.LoggerFactory ?? client().Options.LoggerFactory).CreateLogger<ActivityWorker>();

    private readonly Dictionary<string, ActivityDefinition> definitions =
        options.Activities.Where(each => !each.Dynamic).ToDictionary(each => each.Name!); // Only dynamic ones have no name.

    private readonly ActivityDefinition? dynamic = options.Activities.FirstOrDefault(each => each.Dynamic);
    private readonly SemaphoreSlim slots = new(options.MaxConcurrentActivities ?? WorkerDefaults.Slots);
    private readonly StartRate rate = new(options.MaxActivitiesPerSecond, time ?? TimeProvider.System);
    private readonly ConcurrentDictionary<ActivityAttempt, Task> running = new();
    private readonly CancellationTokenSource shutdownStarted = new();
    private readonly CancellationTokenSource graceEnded = new();

    internal ITemporalClient Client => client();

    internal TemporalWorkerOptions Options => options;

    internal string Identity => identity;

    internal TimeProvider Time => time;

    internal ILogger Logger => logger;

    /// <summary>Set as soon as the worker stops taking tasks.</summary>
    internal CancellationToken ShutdownToken => shutdownStarted.Token;

    public void Dispose()
    {
        slots.Dispose();
        shutdownStarted.Dispose();
        graceEnded.Dispose();
    }

    /// <summary>As below; polls in flight are dropped at once.</summary>
    internal Task RunAsync(CancellationToken shutdown) => RunAsync(shutdown, shutdown);

    /// <summary>
    /// Serves until shutdown is asked for, then stops polling, gives running activities the grace period, cancels what is
    /// left and returns when all have ended. Throws, after the same shutdown, when polling failed for good.
    /// </summary>
    /// <param name="shutdown">No new polls.</param>
    /// <param name="dropPolls">Polls in flight are dropped too; what the server hands them meanwhile is lost until its time-out.</param>
    internal async Task RunAsync(CancellationToken shutdown, CancellationToken dropPolls)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
        using var drop = CancellationTokenSource.CreateLinkedTokenSource(dropPolls);
        var pollers = Enumerable.Range(0, options.MaxConcurrentActivityTaskPolls).Select(_ => PollAsync(stop.Token, drop.Token)).ToList();
        var first = await Task.WhenAny([Task.WhenAll(pollers), .. pollers]);
        if (first.IsFaulted)
        {
            await stop.CancelAsync();
            await drop.CancelAsync();
        }

        // Pollers end by the token alone, or fail: either way no task comes any more once they have.
        await shutdownStarted.CancelAsync();
        using var grace = new CancellationTokenSource(options.GracefulShutdownTimeout, time);
        await using var cancelling = grace.Token.UnsafeRegister(static worker => ((ActivityWorker)worker!).EndGrace(), this); // Registered above.
        try
        {
            await Task.WhenAll(pollers);
        }
        finally
        {
            while (!running.IsEmpty)
            {
                await Task.WhenAll(running.Values);
            }
        }
    }

    internal ActivityDefinition? Definition(string type) => definitions.GetValueOrDefault(type) ?? dynamic;

    internal string KnownTypes() => string.Join(", ", definitions.Keys.Order());

    private async Task PollAsync(CancellationToken stop, CancellationToken drop)
    {
        var retry = new PollRetry(time);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await slots.WaitAsync(stop);
                var taken = false;
                try
                {
                    await rate.WaitAsync(stop);
                    taken = await PollOnceAsync(retry, stop, drop) is { } task && TryStart(task);
                }
                finally
                {
                    if (!taken)
                    {
                        slots.Release();
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested || drop.IsCancellationRequested)
        {
            // Shutdown: the poll in flight was dropped.
        }
    }

    private async Task<PollActivityTaskQueueResponse?> PollOnceAsync(PollRetry retry, CancellationToken stop, CancellationToken drop)
    {
        try
        {
            var response = await Client.WorkflowService.PollActivityTaskQueueAsync(PollRequest(), new() { CancellationToken = drop });
            retry.Succeeded();
            return response.TaskToken.IsEmpty ? null : response;
        }
        catch (RpcException e)
        {
            if (retry.Failed(e) is not { } delay)
            {
                Log.PollFailedForGood(logger, options.TaskQueue, e.Code, e);
                throw;
            }

            Log.PollFailed(logger, options.TaskQueue, e.Code, delay, e);
            await Task.Delay(delay, time, stop);
            return null;
        }
    }

    private PollActivityTaskQueueRequest PollRequest() => new()
    {
        Namespace = Client.Options.Namespace,
        TaskQueue = new() { Name = options.TaskQueue, Kind = TaskQueueKind.Normal },
        Identity = identity,
        WorkerInstanceKey = instanceKey,
        TaskQueueMetadata = options.MaxTaskQueueActivitiesPerSecond is { } limit ? new() { MaxTasksPerSecond = limit } : null,
    };

    private bool TryStart(PollActivityTaskQueueResponse task)
    {
        ActivityAttempt attempt;
        try
        {
            attempt = new ActivityAttempt(this, task);
        }
        catch (Exception e) // A task that cannot be understood is dropped; the server will time it out. The others go on.
        {
            Log.AttemptBroke(logger, task.ActivityType?.Name ?? "", task.ActivityId, e);
            return false;
        }

        // Added before it can end, so that its removal finds it.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running[attempt] = ended.Task;
        if (graceEnded.IsCancellationRequested)
        {
            attempt.Cancel(ActivityCancelReason.WorkerShutdown);
        }

        _ = RunAsync(attempt, ended);
        return true;
    }

    private async Task RunAsync(ActivityAttempt attempt, TaskCompletionSource ended)
    {
        try
        {
            await attempt.RunAsync();
        }
        catch (Exception e) // Nobody awaits this task: what leaves it would be lost, and with it the slot.
        {
            Log.AttemptBroke(logger, attempt.Info.ActivityType, attempt.Info.ActivityId, e);
        }
        finally
        {
            running.TryRemove(attempt, out _);
            slots.Release();
            attempt.Dispose();
            ended.SetResult();
        }
    }

    private void EndGrace()
    {
        graceEnded.Cancel();
        foreach (var attempt in running.Keys)
        {
            attempt.Cancel(ActivityCancelReason.WorkerShutdown);
        }
    }

    internal static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Polling {TaskQueue} for activities failed with {Code}, next try in {Delay}")]
        internal static partial void PollFailed(ILogger logger, string? taskQueue, RpcException.StatusCode code, TimeSpan delay, Exception e);

        [LoggerMessage(2, LogLevel.Error, "Polling {TaskQueue} for activities failed with {Code} for too long, the worker stops")]
        internal static partial void PollFailedForGood(ILogger logger, string? taskQueue, RpcException.StatusCode code, Exception e);

        [LoggerMessage(3, LogLevel.Error, "Running activity {Type} {Id} broke in the worker itself")]
        internal static partial void AttemptBroke(ILogger logger, string type, string id, Exception e);

        [LoggerMessage(4, LogLevel.Warning, "Activity {Type} {Id} failed on attempt {Attempt}")]
        internal static partial void Failed(ILogger logger, string type, string id, int attempt, Exception e);

        [LoggerMessage(5, LogLevel.Debug, "Activity {Type} {Id} failed on attempt {Attempt}, as expected")]
        internal static partial void FailedBenignly(ILogger logger, string type, string id, int attempt, Exception e);

        [LoggerMessage(6, LogLevel.Debug, "Activity {Type} {Id} was cancelled: {Reason}")]
        internal static partial void Cancelled(ILogger logger, string type, string id, ActivityCancelReason reason);

        [LoggerMessage(7, LogLevel.Debug, "The server no longer knows activity {Type} {Id}, its outcome is dropped")]
        internal static partial void Gone(ILogger logger, string type, string id);

        [LoggerMessage(8, LogLevel.Warning, "The outcome of activity {Type} {Id} could not be reported")]
        internal static partial void NotReported(ILogger logger, string type, string id, Exception e);

        [LoggerMessage(9, LogLevel.Warning, "A heartbeat of activity {Type} {Id} could not be sent")]
        internal static partial void HeartbeatNotSent(ILogger logger, string type, string id, Exception e);
    }
}

using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Runtime;

namespace Temporalio.Worker;

/// <summary>One attempt of one activity, from the task to its reported outcome.</summary>
internal sealed class ActivityAttempt : IDisposable
{
    // The server's own time-out should be seen first; the local one is for when it cannot tell.
    private static readonly TimeSpan TimeoutGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly ActivityWorker worker;
    private readonly PollActivityTaskQueueResponse task;
    private readonly DataConverter converter;
    private readonly CancellationTokenSource cancellation = new();
    private readonly Lock gate = new();
    private readonly Heartbeats heartbeats;
    private readonly ITimer? startToClose;
    private readonly ITimer? heartbeatTimer;
    private bool ended;
    private Exception? heartbeatFailure;

    internal ActivityAttempt(ActivityWorker worker, PollActivityTaskQueueResponse task)
    {
        this.worker = worker;
        this.task = task;
        var client = worker.Client;
        Info = ActivityTaskInfo.Read(task, client.Options, worker.Options.TaskQueue ?? "");
        converter = Info.DataConverter;
        heartbeats = new(this, worker, converter);
        startToClose = Timer(Info.StartToCloseTimeout);
        heartbeatTimer = Timer(Info.HeartbeatTimeout);
    }

    internal ActivityInfo Info { get; }

    internal PollActivityTaskQueueResponse ServerTask => task;

    internal ActivityCancelReason Reason { get; private set; }

    internal ActivityCancellationDetails? Details { get; private set; }

    /// <summary>The first reason stays; once the attempt has ended none is recorded.</summary>
    internal void Cancel(ActivityCancelReason reason, ActivityCancellationDetails? details = null, Exception? failure = null)
    {
        lock (gate)
        {
            if (ended || Reason != ActivityCancelReason.None)
            {
                return;
            }

            Reason = reason;
            Details = details ?? ActivityCancellationDetails.Of(reason);
            heartbeatFailure = failure;
        }

        // Not under the lock: callbacks of the activity run in here.
        SetToken();
    }

    internal void HeartbeatReached()
    {
        if (Info.HeartbeatTimeout is { } timeout)
        {
            heartbeatTimer?.Change(timeout + TimeoutGrace, System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    internal async Task RunAsync()
    {
        var outcome = await ExecuteAsync();
        lock (gate)
        {
            ended = true;
        }

        var unsent = await heartbeats.StopAsync();
        SetToken();
        await ActivityReport.SendAsync(worker, this, converter, outcome, unsent);
    }

    public void Dispose()
    {
        startToClose?.Dispose();
        heartbeatTimer?.Dispose();
        heartbeats.Dispose();
        cancellation.Dispose();
    }

    private async Task<ActivityOutcome> ExecuteAsync()
    {
        try
        {
            var definition = worker.Definition(Info.ActivityType) ?? throw new ApplicationFailureException(
                $"Activity {Info.ActivityType} is not registered on this worker, which knows: {worker.KnownTypes()}", errorType: "NotFoundError");
            var arguments = await ArgumentsAsync(definition);
            return new ActivityOutcome.Completed(await worker.Options.ActivityTaskFactory.StartNew(() => InvokeAsync(definition, arguments)).Unwrap());
        }
        catch (CompleteAsyncException)
        {
            return new ActivityOutcome.LeftToOthers();
        }
        catch (Exception e) // User code: whatever it throws becomes the outcome.
        {
            return Outcome(e);
        }
    }

    private ActivityOutcome Outcome(Exception e)
    {
        if (e is not OperationCanceledException)
        {
            return new ActivityOutcome.Failed(e);
        }

        return Reason switch
        {
            ActivityCancelReason.None => new ActivityOutcome.Failed(e),
            ActivityCancelReason.CancelRequested or ActivityCancelReason.GoneFromServer or ActivityCancelReason.Timeout =>
                new ActivityOutcome.Cancelled(),
            ActivityCancelReason.WorkerShutdown =>
                new ActivityOutcome.Failed(new ApplicationFailureException("Worker is shutting down", e, errorType: "WorkerShutdown")),
            ActivityCancelReason.HeartbeatRecordFailure => new ActivityOutcome.Failed(heartbeatFailure ?? e),
            ActivityCancelReason.Paused =>
                new ActivityOutcome.Failed(new ApplicationFailureException("Activity paused", e, errorType: "ActivityPause")),
            ActivityCancelReason.Reset =>
                new ActivityOutcome.Failed(new ApplicationFailureException("Activity reset", e, errorType: "ActivityReset")),
        };
    }

    private async Task<object?> InvokeAsync(ActivityDefinition definition, object?[] arguments)
    {
        var client = worker.Client;
        var logger = (worker.Options.LoggerFactory ?? client.Options.LoggerFactory).CreateLogger($"Temporalio.Activity:{Info.ActivityType}");
        var meter = (client.Connection.Options.Runtime ?? TemporalRuntime.Default).MetricMeter.WithTags(new Dictionary<string, object>
        {
            ["namespace"] = Info.Namespace,
            ["task_queue"] = Info.TaskQueue,
            ["activity_type"] = Info.ActivityType,
        });
        using var scope = logger.BeginScope(Info.LoggerScope);
        ActivityExecutionContext.Enter(new(
            Info,
            logger,
            meter,
            converter.PayloadConverter,
            client,
            heartbeats.Record,
            () => Reason,
            () => Details,
            worker.ShutdownToken,
            cancellation.Token));
        return await definition.InvokeAsync(arguments);
    }

    private async Task<object?[]> ArgumentsAsync(ActivityDefinition definition)
    {
        IReadOnlyCollection<Payload> payloads = task.Input?.Payloads_ ?? [];
        try
        {
            if (converter.PayloadCodec is { } codec && payloads.Count > 0)
            {
                payloads = await codec.DecodeAsync(payloads);
            }

            return definition.Dynamic
                ? [payloads.Select(IRawValue (each) => new RawValue(each)).ToArray()]
                : [.. payloads.Zip(definition.ParameterTypes, (each, type) => converter.PayloadConverter.ToValue(each, type))];
        }
        catch (Exception e) // The converter is the user's: whatever it throws means the same.
        {
            throw new ApplicationFailureException("Failed decoding parameters", e);
        }
    }

    private ITimer? Timer(TimeSpan? timeout) =>
        timeout is { } due && due > TimeSpan.Zero && due < LongestTimer
            ? worker.Time.CreateTimer(
                static attempt => ((ActivityAttempt)attempt!).Cancel(ActivityCancelReason.Timeout), // The state given below.
                this,
                due + TimeoutGrace,
                System.Threading.Timeout.InfiniteTimeSpan)
            : null;

    private void SetToken()
    {
        try
        {
            cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // A timer or a shutdown that came after the end: there is nobody left to tell.
        }
        catch (AggregateException e)
        {
            // Callbacks the activity registered threw; they must not take the worker along.
            ActivityWorker.Log.Failed(worker.Logger, Info.ActivityType, Info.ActivityId, Info.Attempt, e);
        }
    }
}

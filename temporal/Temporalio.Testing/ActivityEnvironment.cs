using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Runtime;

namespace Temporalio.Testing;

/// <summary>Runs activity code as a worker would, with a context of its own, and without a worker or a server.</summary>
public record ActivityEnvironment
{
    /// <summary>What an activity is told that the test says nothing about.</summary>
    public static readonly ActivityInfo DefaultInfo = new(
        ActivityId: "test",
        ActivityType: "test",
        Attempt: 1,
        CurrentAttemptScheduledTime: DateTime.UnixEpoch,
        DataConverter: DataConverter.Default,
        HeartbeatDetails: [],
        HeartbeatTimeout: null,
        IsLocal: false,
        Namespace: "default",
        Priority: Priority.Default,
        RetryPolicy: null,
        ScheduleToCloseTimeout: TimeSpan.FromSeconds(1),
        ScheduledTime: DateTime.UnixEpoch,
        StartToCloseTimeout: TimeSpan.FromSeconds(1),
        StartedTime: DateTime.UnixEpoch,
        TaskQueue: "test",
        TaskToken: "test"u8.ToArray(),
        WorkflowId: "test",
        WorkflowNamespace: "default",
        WorkflowRunId: "test-run",
        WorkflowType: "test");

    public ActivityInfo Info { get; init; } = DefaultInfo;

    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Null: that of the default runtime.</summary>
    public MetricMeter? MetricMeter { get; init; }

    public IPayloadConverter PayloadConverter { get; init; } = DataConverter.Default.PayloadConverter;

    /// <summary>Null: the activity cannot make calls.</summary>
    public ITemporalClient? TemporalClient { get; init; }

    /// <summary>Gets the details of every heartbeat, at once.</summary>
    public Action<object?[]> Heartbeater { get; init; } = _ => { };

    public ActivityCancelReason CancelReason { get; set; }

    public ActivityCancellationDetails? CancellationDetails { get; set; }

    public CancellationTokenSource CancellationTokenSource { get; init; } = new();

    public CancellationTokenSource WorkerShutdownTokenSource { get; init; } = new();

    /// <summary>Cancels the activity as its workflow would.</summary>
    public void Cancel() => Cancel(ActivityCancelReason.CancelRequested);

    public void Cancel(ActivityCancelReason reason) => Cancel(reason, ActivityCancellationDetails.Of(reason));

    public void Cancel(ActivityCancelReason reason, ActivityCancellationDetails details)
    {
        (CancelReason, CancellationDetails) = (reason, details);
        CancellationTokenSource.Cancel();
    }

    public Task RunAsync(Action activity) => RunAsync(() =>
    {
        activity();
        return true;
    });

    /// <summary>On a thread of the pool, so that an activity that blocks can be cancelled by its test.</summary>
    public Task<T> RunAsync<T>(Func<T> activity) => RunAsync(() => Task.Run(activity, CancellationToken.None));

    public Task RunAsync(Func<Task> activity) => RunAsync(async () =>
    {
        await activity();
        return true;
    });

    public async Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        // The context flows down only: the caller has its own again when this method returns.
        ActivityExecutionContext.Enter(new(
            Info,
            Logger,
            MetricMeter ?? TemporalRuntime.Default.MetricMeter,
            PayloadConverter,
            TemporalClient,
            Heartbeater,
            () => CancelReason,
            () => CancellationDetails,
            WorkerShutdownTokenSource.Token,
            CancellationTokenSource.Token));
        return await activity();
    }
}

using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>The activity attempt that runs, found from anywhere in its asynchronous flow.</summary>
public class ActivityExecutionContext
{
    private static readonly AsyncLocal<ActivityExecutionContext?> Flowing = new();

    private readonly ITemporalClient? client;
    private readonly Action<object?[]> heartbeat;
    private readonly Func<ActivityCancelReason> cancelReason;
    private readonly Func<ActivityCancellationDetails?> cancellationDetails;

    internal ActivityExecutionContext(
        ActivityInfo info,
        ILogger logger,
        MetricMeter metricMeter,
        IPayloadConverter payloadConverter,
        ITemporalClient? client,
        Action<object?[]> heartbeat,
        Func<ActivityCancelReason> cancelReason,
        Func<ActivityCancellationDetails?> cancellationDetails,
        CancellationToken workerShutdownToken,
        CancellationToken cancellationToken)
    {
        Info = info;
        CancellationToken = cancellationToken;
        WorkerShutdownToken = workerShutdownToken;
        Logger = logger;
        MetricMeter = metricMeter;
        PayloadConverter = payloadConverter;
        this.client = client;
        this.heartbeat = heartbeat;
        this.cancelReason = cancelReason;
        this.cancellationDetails = cancellationDetails;
    }

    public static bool HasCurrent => Flowing.Value is not null;

    public static ActivityExecutionContext Current =>
        Flowing.Value ?? throw new InvalidOperationException("No activity runs in this asynchronous flow");

    public ActivityInfo Info { get; }

    public ILogger Logger { get; }

    public MetricMeter MetricMeter { get; }

    public IPayloadConverter PayloadConverter { get; }

    /// <summary>Set when the activity should stop, for whatever reason, and once it has ended.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Set when the worker begins to shut down, before the grace period.</summary>
    public CancellationToken WorkerShutdownToken { get; }

    public ActivityCancelReason CancelReason => cancelReason();

    /// <summary>Null while not cancelled.</summary>
    public ActivityCancellationDetails? CancellationDetails => cancellationDetails();

    public ITemporalClient TemporalClient =>
        client ?? throw new InvalidOperationException("The worker was made with a client that cannot make calls");

    /// <summary>Tells the server the activity is alive. Throttled, never throws, sent in the background.</summary>
    public void Heartbeat(params object?[] details) => heartbeat(details);

    internal static void Enter(ActivityExecutionContext? context) => Flowing.Value = context;
}

using Google.Protobuf.WellKnownTypes;
using Temporal.Server;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Testing;

/// <summary>An environment whose server, in this process, skips the time in which nothing happens.</summary>
internal sealed class TimeSkippingWorkflowEnvironment : WorkflowEnvironment
{
    /// <summary>Skipped time passes at once; this is for a delay that something holds to the pace of the wall.</summary>
    private static readonly TimeSpan LongestDelayOnTheWall = TimeSpan.FromDays(1);

    /// <summary>A simulated year must not take the results of its first days away.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(36_500);

    private readonly TemporalServer _server;
    private readonly UnlockedWaits _waits;

    private TimeSkippingWorkflowEnvironment(ITemporalClient client, TemporalServer server, UnlockedWaits waits)
        : base(client) => (_server, _waits) = (server, waits);

    public override bool SupportsTimeSkipping => true;

    private TestService Time => Client.Connection.TestService;

    public static async Task<TimeSkippingWorkflowEnvironment> StartAsync(WorkflowEnvironmentStartTimeSkippingOptions options)
    {
        var endpoint = ListenAddress.Of(options.TargetHost);
        var server = await TemporalServer.StartAsync(
            new TemporalServerOptions
            {
                Ip = endpoint.Address,
                Port = endpoint.Port,
                Namespaces = [options.Namespace],
                Retention = Retention,
                TimeSkipping = true,
            },
            options.LoggerFactory);
        try
        {
            options.TargetHost = server.Address;
            var connection = await TemporalConnection.ConnectAsync(options);
            var waits = new UnlockedWaits(connection.TestService);
            var clientOptions = options.ToClientOptions();
            clientOptions.Interceptors = [.. clientOptions.Interceptors ?? [], new SkipWhileWaiting(waits)];
            return new TimeSkippingWorkflowEnvironment(new TemporalClient(connection, clientOptions), server, waits);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public override async Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        var request = new Api.TestService.V1.SleepRequest { Duration = Duration.FromTimeSpan(delay) };
        var options = new RpcOptions { Timeout = LongestDelayOnTheWall, CancellationToken = cancellationToken };
        try
        {
            await Time.UnlockTimeSkippingWithSleepAsync(request, options);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.FailedPrecondition)
        {
            // Nothing holds time: it is being skipped for somebody who waits for a result.
            await Time.SleepAsync(request, options);
        }
    }

    public override async Task<DateTime> GetCurrentTimeAsync() => (await Time.GetCurrentTimeAsync(new())).Time.ToDateTime();

    public override Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func) => _waits.DisabledAsync(func);

    public override Task ShutdownAsync() => _server.DisposeAsync().AsTask();
}

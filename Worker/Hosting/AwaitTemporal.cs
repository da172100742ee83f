using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Webhooks.Worker.Hosting;

/// <summary>Waits for Temporal to come up instead of dying: the order in which processes start must not matter.</summary>
internal sealed partial class AwaitTemporal(ITemporalClient client, TimeProvider time, ILogger<AwaitTemporal> logger) : IHostedService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMilliseconds(200);
        while (true)
        {
            try
            {
                await client.Connection.ConnectAsync();
                Log.Connected(logger, client.Connection.Options.TargetHost, client.Options.Namespace);
                return;
            }
            catch (InvalidOperationException failure) // What the connection throws whenever it cannot be made.
            {
                Log.NotThere(logger, client.Connection.Options.TargetHost, pause, failure.Message);
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < Longest ? pause * 2 : Longest;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Connected to Temporal at {Address}, namespace {Namespace}.")]
        public static partial void Connected(ILogger logger, string? address, string @namespace);

        [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Temporal at {Address} does not answer; trying again in {Pause}. {Reason}")]
        public static partial void NotThere(ILogger logger, string? address, TimeSpan pause, string reason);
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Temporal.Server;

namespace Webhooks.Benchmarks.Servers;

/// <summary>The embedded Temporal server, on a file as <c>Local</c> runs it, in a process of its own.</summary>
internal static class EmbeddedServer
{
    public static async Task RunAsync(int port, string database)
    {
        await using var server = await TemporalServer.StartAsync(
            new TemporalServerOptions { DatabasePath = database, Port = port }, NullLoggerFactory.Instance, CancellationToken.None);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }
}

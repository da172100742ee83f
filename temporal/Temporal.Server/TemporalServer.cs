using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporal.Server.Hosting;

namespace Temporal.Server;

/// <summary>
/// A Temporal-compatible server inside this process, for one machine: the same gRPC services over h2c, kept in one SQLite file or
/// in memory. What it has answered is on disk.
/// </summary>
public sealed class TemporalServer : IAsyncDisposable
{
    private readonly RunningServer _running;

    private TemporalServer(RunningServer running) => _running = running;

    /// <summary>Host and port, as clients take them: <c>127.0.0.1:7233</c>.</summary>
    public string Address => _running.Address;

    internal RunningServer Running => _running;

    /// <summary>Opens the database, recovers its runs, then listens.</summary>
    /// <exception cref="DatabaseInUseException">Another server has the database.</exception>
    /// <exception cref="PortInUseException">Somebody else listens there.</exception>
    public static async Task<TemporalServer> StartAsync(
        TemporalServerOptions options, ILoggerFactory? loggerFactory = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TemporalServer(
            await RunningServer.StartAsync(options, loggerFactory ?? NullLoggerFactory.Instance, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Ends long polls, commits what was begun and closes the database.</summary>
    public ValueTask DisposeAsync() => _running.DisposeAsync();
}

using Microsoft.Extensions.Logging;
using Temporal.Server;
using Webhooks.Local.CommandLine;

namespace Webhooks.Local.Hosting;

/// <summary>The Temporal that gateway and worker talk to: the embedded server in this process, or one that is elsewhere.</summary>
internal sealed class EmbeddedTemporal : IAsyncDisposable
{
    private readonly TemporalServer? server;
    private readonly ILoggerFactory? logging;

    private EmbeddedTemporal(string address, TemporalServer? server = null, ILoggerFactory? logging = null)
    {
        Address = address;
        this.server = server;
        this.logging = logging;
    }

    /// <summary><c>host:port</c>.</summary>
    public string Address { get; }

    public bool IsEmbedded => server is not null;

    public static async Task<EmbeddedTemporal> StartAsync(LocalOptions options, CancellationToken cancellationToken)
    {
        if (options.TemporalAddress is { } elsewhere)
        {
            return new EmbeddedTemporal(elsewhere);
        }

        var serving = new TemporalServerOptions { DatabasePath = Path.Combine(options.DataDirectory, "temporal.db"), Port = options.TemporalPort };
        var logs = LoggerFactory.Create(building => building.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true));
        try
        {
            var started = await TemporalServer.StartAsync(serving, logs, cancellationToken);
            return new EmbeddedTemporal(started.Address, started, logs);
        }
        catch (Exception failure) when (failure is DatabaseInUseException or PortInUseException)
        {
            logs.Dispose();
            throw new LocalFailureException(failure.Message, failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        logging?.Dispose();
    }
}

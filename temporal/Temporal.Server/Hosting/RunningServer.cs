using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SystemSqlite;
using Temporal.Server.Matching;
using Temporal.Server.Rpc;
using Temporal.Server.Skipping;

namespace Temporal.Server.Hosting;

/// <summary>All parts of a running server, put together and taken apart in order.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private const string DefaultNamespace = "default";
    private const int MostStreams = 4096;

    private static readonly TimeSpan StopWaitsFor = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Stack<IAsyncDisposable> _parts = new();
    private Retention? _retention;
    private WebApplication? _app;
    private int _disposed;

    private RunningServer()
    {
    }

    public string Address { get; private set; } = "";

    /// <summary>The parts, for tests that look behind the wire.</summary>
    public ServerCore Core { get; private set; } = null!; // Set by StartAsync before anybody gets the server.

    public RunStore Store { get; private set; } = null!; // As above.

    public static async Task<RunningServer> StartAsync(TemporalServerOptions options, ILoggerFactory loggers, CancellationToken ct)
    {
        var server = new RunningServer();
        try
        {
            await server.OpenAsync(options, loggers).ConfigureAwait(false);
            await server.ListenAsync(options, loggers, ct).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_app is not null)
        {
            await StopAsync(_app).ConfigureAwait(false);
        }

        if (_retention is not null)
        {
            await _retention.DisposeAsync().ConfigureAwait(false);
        }

        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync().ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    private async Task OpenAsync(TemporalServerOptions options, ILoggerFactory loggers)
    {
        if (options is { TimeSkipping: true, DatabasePath: not null })
        {
            throw new ArgumentException("A server that skips time keeps its runs in memory: leave the database path out.", nameof(options));
        }

        var database = options.DatabasePath is { } path ? SqliteDatabase.File(path) : SqliteDatabase.InMemory("temporal-" + Guid.NewGuid());
        Own(DatabaseLock.Take(database));
        Store = RunStore.Open(database);
        Own(Store);
        var reader = new RunReader(database);
        Own(reader);

        var clock = new EngineClock(options.Time);
        var loop = new EngineLoop(Store, clock, new EngineLoopOptions(), loggers.CreateLogger("Temporal.Server.Storage"));
        _parts.Push(loop);
        var queues = new TaskQueues(options.Time);
        var queries = new QueryDesk(queues);
        loop.Dispatcher = queues.Offer;
        loop.RunChanged = queries.RunChanged;
        loop.RunDeleted = queries.RunDeleted;
        if (options.TimeSkipping)
        {
            loop.Skipping = new SkippedTime(clock, loop.Wake, () => queries.Count);
            queries.Closed = loop.Wake;
        }

        loop.Start();
        await FirstNamespaces.EnsureAsync(loop, [DefaultNamespace, .. options.Namespaces], options).ConfigureAwait(false);
        _retention = new Retention(loop, queues, clock, loggers.CreateLogger("Temporal.Server.Storage"));
        Core = new ServerCore
        {
            Loop = loop,
            Reader = reader,
            Queues = queues,
            Queries = queries,
            Clock = clock,
            Checks = new CallChecks(loop.Namespaces),
            Stopping = _stopping.Token,
            HistoryPageSize = options.HistoryPageSize,
        };
    }

    private async Task ListenAsync(TemporalServerOptions options, ILoggerFactory loggers, CancellationToken ct)
    {
        // An empty builder: nothing of the surrounding process (its URLs, its configuration files, its signals) is the server's.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        builder.Services.AddSingleton(options.Time);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWaitsFor);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        _app = builder.Build();
        _app.MapTemporal(Core);
        try
        {
            await _app.StartAsync(ct).ConfigureAwait(false);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new PortInUseException(new IPEndPoint(options.Ip, options.Port), e);
        }

        var bound = _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        Address = new Uri(bound).Authority;
    }

    private static void Configure(KestrelServerOptions kestrel, TemporalServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.Http2.MaxStreamsPerConnection = MostStreams;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 4 << 20;
        kestrel.Limits.Http2.InitialStreamWindowSize = 1 << 20;

        // A long poll sends and receives nothing for a minute; a dead peer is found by pings.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(10);
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        kestrel.Listen(options.Ip, options.Port, listen => listen.Protocols = HttpProtocols.Http2);
    }

    private static async Task StopAsync(WebApplication app)
    {
        using (var limit = new CancellationTokenSource(StopWaitsFor, TimeProvider.System))
        {
            await app.StopAsync(limit.Token).ConfigureAwait(false);
        }

        await app.DisposeAsync().ConfigureAwait(false);
    }

    private void Own(IDisposable? part)
    {
        if (part is not null)
        {
            _parts.Push(new Owned(part));
        }
    }

    private sealed class Owned(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

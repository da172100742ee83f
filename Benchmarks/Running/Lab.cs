using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Servers;
using Webhooks.Storage.Ledger;

namespace Webhooks.Benchmarks.Running;

/// <summary>Where it is measured: the subject alone on the first core; load, stub and embedded Temporal on the second.</summary>
internal sealed class Lab : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-benchmark";
    private const int SubjectCore = 0;
    private const int LoadCore = 1;

    private readonly string peer;
    private readonly ServerProcess stub;
    private readonly ServerProcess embedded;
    private readonly ConcurrentBag<ServerProcess> started = [];
    private int folders;

    private Lab(BenchmarkSettings settings, string folder, string peer)
    {
        Settings = settings;
        Folder = folder;
        this.peer = peer;
        AppDomain.CurrentDomain.ProcessExit += EndAll;
        Load = LoadProcess.Start(LoadCore);
        stub = Stub(ServerProcess.FreePort());
        var port = ServerProcess.FreePort();
        embedded = Helper("temporal", port, "temporal", $"{port}", Path.Combine(folder, "temporal.db"));
    }

    public BenchmarkSettings Settings { get; }

    /// <summary>Gone at the end.</summary>
    public string Folder { get; }

    public LoadProcess Load { get; }

    public bool HasPeer => peer.Length > 0;

    public string StubAddress => $"127.0.0.1:{stub.Port}";

    public string EmbeddedAddress => $"127.0.0.1:{embedded.Port}";

    public static async Task<Lab> OpenAsync(BenchmarkSettings settings)
    {
        var folder = Directory.CreateTempSubdirectory("webhooks-benchmark-").FullName;
        var lab = new Lab(settings, folder, await PeerFolder.PrepareAsync(Path.Combine(folder, "peer")));
        await lab.stub.ListeningAsync();
        await lab.embedded.ListeningAsync();
        return lab;
    }

    public LoadPlan Plan(int bodyBytes) => new() { Port = 0, Secret = Secret, FirstDelivery = 0, Seconds = Settings.Seconds, BodyBytes = bodyBytes };

    /// <summary>A Temporal that takes everything, at a port where there may have been none so far.</summary>
    public ServerProcess Stub(int port) => Helper("stub", port, "stub", $"{port}");

    public async Task<Subject> StageAsync(Stage stage)
    {
        var port = ServerProcess.FreePort();
        var name = stage.ToString().ToLowerInvariant();
        return await Subject.ListeningAsync(this, name, Start(SubjectCore, name, port, Commands.StageServer(stage, port, Secret, StubAddress)));
    }

    public async Task<Subject> PeerAsync(string temporal) => await Subject.ListeningAsync(this, "peer", StartPeer(temporal));

    public ServerProcess StartPeer(string temporal)
    {
        var port = ServerProcess.FreePort();
        return Start(SubjectCore, "peer", port, Commands.Peer(peer), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["SECRET"] = Secret,
            ["TEMPORAL_ADDRESS"] = temporal,
        });
    }

    /// <param name="name">In tables.</param>
    /// <param name="temporal">Address of what takes the signals.</param>
    /// <param name="folder">Data folder; null makes a new one.</param>
    /// <param name="logs">One line a delivery, as the product does unless told otherwise.</param>
    /// <param name="waits">A run is over when the last delivery was signalled, and not already when it was answered.</param>
    public async Task<Subject> GatewayAsync(string name, string temporal, string? folder = null, bool logs = false, bool waits = true)
    {
        var data = folder ?? NewFolder();
        var server = StartGateway(temporal, data, logs);
        await server.ListeningAsync();
        var ledger = await DeliveryLedger.OpenAsync(
            new LedgerOptions { Path = Path.Combine(data, "ledger.db") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        return await Subject.ListeningAsync(this, name, server, ledger, waits);
    }

    public ServerProcess StartGateway(string temporal, string folder, bool logs = false)
    {
        var port = ServerProcess.FreePort();
        return Start(SubjectCore, "gateway", port, Commands.Gateway, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["TEMPORAL_ADDRESS"] = temporal,
            ["Webhooks__DataDirectory"] = folder,
            ["Webhooks__Sources__0__Name"] = LoadPlan.SourceName,
            ["Webhooks__Sources__0__Provider"] = "GitHub",
            ["Webhooks__Sources__0__Secrets__0__Value"] = Secret,
            ["Logging__LogLevel__Default"] = logs ? "Information" : "Warning",
        });
    }

    /// <summary>The worker at the embedded server. It writes reports when it is asked to, and by no schedule; the weekly one is mailed to the outbox.</summary>
    public ServerProcess StartWorker(string folder) => Start(SubjectCore, "worker", 0, Commands.Worker, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["TEMPORAL_ADDRESS"] = EmbeddedAddress,
        ["Webhooks__DataDirectory"] = folder,
        ["Webhooks__Reports__Daily__Enabled"] = "false",
        ["Webhooks__Reports__Weekly__Enabled"] = "false",
        ["Webhooks__Reports__Investors__0"] = "investors@example.org",
        ["Logging__LogLevel__Default"] = "Warning",
    });

    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder, $"data-{++folders}")).FullName;

    public async ValueTask DisposeAsync()
    {
        await Load.DisposeAsync();
        await stub.DisposeAsync();
        await embedded.DisposeAsync();
        AppDomain.CurrentDomain.ProcessExit -= EndAll;
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Interrupted: nothing of ours stays behind.</summary>
    private void EndAll(object? sender, EventArgs e)
    {
        foreach (var process in started)
        {
            process.Kill();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private ServerProcess Helper(string name, int port, params string[] arguments) => Start(LoadCore, name, port, Commands.Own(arguments));

    private ServerProcess Start(int core, string name, int port, IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = ServerProcess.Start(core, Path.Combine(Folder, name + ".log"), port, command, environment);
        started.Add(process);
        return process;
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Temporal.Server;

namespace Webhooks.Local.Tests.Storm;

/// <summary>What happens to the processes while deliveries come. Gateway and worker are children of a real Local; Temporal is ours, so that it alone can go.</summary>
internal sealed class Weather : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly TemporalServerOptions options;
    private TemporalServer temporal;

    private Weather(TemporalServerOptions options, TemporalServer temporal, LocalProcess local)
    {
        this.options = options;
        this.temporal = temporal;
        Local = local;
    }

    public LocalProcess Local { get; }

    public string Temporal => temporal.Address;

    public static async Task<Weather> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var serving = new TemporalServerOptions { DatabasePath = Path.Combine(folder, "temporal.db"), Port = LocalProcess.FreePort() };
        var started = await TemporalServer.StartAsync(serving, NullLoggerFactory.Instance, cancellationToken);
        var local = new LocalProcess(folder, "--temporal-address", started.Address) { IgnoresFullDisk = true };
        local.Start();
        return new Weather(serving, started, local);
    }

    /// <summary>Each at its share of the deliveries; the next begins when the one before is over.</summary>
    public async Task RageAsync(PersistentSender sender, int deliveries, Action<string> say, CancellationToken cancellationToken)
    {
        (double Share, string What, Func<Task> Happens)[] events =
        [
            (0.10, "gateway killed", () => KillAsync(cancellationToken)),
            (0.20, "Temporal away", () => TemporalAwayAsync(sender, deliveries, cancellationToken)),
            (0.35, "disk full", () => FullDiskAsync(sender, cancellationToken)),
            (0.50, "gateway killed", () => KillAsync(cancellationToken)),
            (0.65, "Temporal away", () => TemporalAwayAsync(sender, deliveries, cancellationToken)),
            (0.85, "gateway killed", () => KillAsync(cancellationToken)),
        ];
        foreach (var (share, what, happens) in events)
        {
            await UntilAsync(() => sender.Accepted.Count >= share * deliveries, cancellationToken);
            say($"{what} at {sender.Accepted.Count}");
            await happens();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Local.DisposeAsync();
        await temporal.DisposeAsync();
    }

    private Task KillAsync(CancellationToken cancellationToken) => UntilAsync(() => Local.KillChild("Gateway"), cancellationToken);

    /// <summary>The gateway goes on accepting meanwhile: it comes back only after more deliveries were.</summary>
    private async Task TemporalAwayAsync(PersistentSender sender, int deliveries, CancellationToken cancellationToken)
    {
        await temporal.DisposeAsync();
        var before = sender.Accepted.Count;
        await UntilAsync(() => sender.Accepted.Count >= before + (deliveries / 20), cancellationToken);
        temporal = await TemporalServer.StartAsync(options, NullLoggerFactory.Instance, cancellationToken);
    }

    /// <summary>Until the gateway has said so some times; it must recover without help.</summary>
    private async Task FullDiskAsync(PersistentSender sender, CancellationToken cancellationToken)
    {
        await UntilAsync(() => Local.Children("Gateway").Count == 1, cancellationToken);
        using (FullDisk.Of(Local.Children("Gateway")[0]))
        {
            var before = sender.Unavailable;
            await UntilAsync(() => sender.Unavailable >= before + 50, cancellationToken);
        }

        var accepted = sender.Accepted.Count;
        await UntilAsync(() => sender.Accepted.Count > accepted, cancellationToken);
    }

    private static async Task UntilAsync(Func<bool> happened, CancellationToken cancellationToken)
    {
        while (!happened())
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}

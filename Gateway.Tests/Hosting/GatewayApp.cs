using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>The whole gateway with a real journal and a real ledger in a folder of its own.</summary>
internal sealed class GatewayApp : WebApplicationFactory<Program>, ILoggerProvider
{
    public const string Secret = "It's a Secret to Everybody";
    public const string OtherSecret = "somebody else's secret";

    /// <summary>Nothing listens on port 1: Temporal is down.</summary>
    public const string NoTemporal = "127.0.0.1:1";

    private readonly TemporaryFolder? own;

    /// <param name="temporal">Address of Temporal.</param>
    /// <param name="folder">Data folder that outlives the app; null for one of its own.</param>
    public GatewayApp(string temporal = NoTemporal, string? folder = null)
    {
        own = folder is null ? new TemporaryFolder() : null;
        DataFolder = folder ?? own!.Path; // Not null: made on the line above when there is no folder.
        Settings.Put("Webhooks:DataDirectory", DataFolder);
        Settings.Put("Webhooks:Sources:0:Name", "hello");
        Settings.Put("Webhooks:Sources:0:Provider", "GitHub");
        Settings.Put("Webhooks:Sources:0:Secrets:0:Value", Secret);
        Settings.Put("Webhooks:Sources:1:Name", "tenant");
        Settings.Put("Webhooks:Sources:1:Provider", "GitHub");
        Settings.Put("Webhooks:Sources:1:Tenant", "octo");
        Settings.Put("Webhooks:Sources:1:Secrets:0:Value", OtherSecret);
        Settings.Put("TEMPORAL_ADDRESS", temporal);
    }

    public string DataFolder { get; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Puts fakes of what is on the other side of a wire in place.</summary>
    public Action<IServiceCollection> Fakes { get; init; } = _ => { };

    public ChangingConfiguration Settings { get; } = new();

    /// <summary>Everything that was logged, formatted, exceptions included.</summary>
    public ConcurrentQueue<string> LogLines { get; } = new();

    public DeliveryStore Store => Services.GetRequiredService<DeliveryStore>();

    public DeliveryJournal Journal => (Services.GetService<JournalDeliveryStore>() ?? (JournalDeliveryStore)Store).Journal;

    public Task<DeliveryRecord?> FindAsync(string deliveryId) => Store.FindAsync(deliveryId, CancellationToken.None);

    /// <summary>How many deliveries there are, once the ledger has all that the journal has.</summary>
    public async Task<int> CountAsync()
    {
        var accepted = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in Journal.ReadFromAsync(JournalPosition.Start, CancellationToken.None))
        {
            if (entry is DeliveryEntry { Facts.DeliveryId: var id })
            {
                accepted.Add(id);
            }
        }

        var count = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                count = (await Store.Ledger.ListAsync(new DeliveryFilter { Limit = 500 }, CancellationToken.None)).Count;
                return count >= Math.Min(accepted.Count, 500);
            },
            "the ledger has caught up");
        return count;
    }

    public ILogger CreateLogger(string categoryName) => new Lines(LogLines);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.ConfigureAppConfiguration(configuration => configuration.Add(Settings));
        builder.ConfigureTestServices(services => Fakes(services.AddSingleton(Time)));
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(this));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        own?.Dispose();
    }

    private sealed class Lines(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}

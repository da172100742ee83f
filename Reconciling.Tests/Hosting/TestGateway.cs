using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Reconciling.Tests.Hosting;

/// <summary>The whole gateway, on a port of its own, with the data folder that the reconciler reads. Temporal is away for it: signals are not what is tested.</summary>
internal sealed class TestGateway : WebApplicationFactory<ReceiveWebhook>
{
    private readonly Dictionary<string, string?> settings;

    public TestGateway(string folder, IReadOnlyDictionary<string, string?> settings)
    {
        this.settings = new Dictionary<string, string?>(settings) { ["Webhooks:DataDirectory"] = folder, ["TEMPORAL_ADDRESS"] = "127.0.0.1:1" };
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    public Task<DeliveryRecord?> FindAsync(string deliveryId) => Services.GetRequiredService<DeliveryStore>().FindAsync(deliveryId, CancellationToken.None);

    public async Task<ReadOnlyMemory<byte>> BodyAsync(DeliveryRecord record) =>
        await new PayloadReader(StorageSettings.JournalFolder(settings["Webhooks:DataDirectory"] ?? "")).ReadAsync(record.Payload, CancellationToken.None);

    public async Task<IReadOnlyList<DeliveryRecord>> ListAsync()
    {
        await CatchUpAsync();
        return await Services.GetRequiredService<DeliveryStore>().Ledger.ListAsync(new DeliveryFilter { Limit = 500 }, CancellationToken.None);
    }

    /// <summary>When it ends, the ledger has every delivery that was answered: it is some milliseconds behind, which a run of the reconciler leaves to its grace.</summary>
    public Task CatchUpAsync() => Services.GetRequiredService<DeliveryStore>().CatchUpAsync(CancellationToken.None);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings));
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.PostgreSql;
using Webhooks.Worker.Configuration;

namespace Webhooks.Worker.Hosting;

/// <summary>What the worker reads and writes, opened once. The gateway has the same files, or the same database, open.</summary>
internal sealed class Stores(IPayloads payloads, IDeliveryLedger ledger, KnowledgeBase knowledge) : IAsyncDisposable
{
    public IPayloads Payloads { get; } = payloads;

    public IDeliveryLedger Ledger { get; } = ledger;

    public KnowledgeBase Knowledge { get; } = knowledge;

    public static async Task<Stores> OpenAsync(WorkerSettings settings, ILogger logger)
    {
        var data = settings.DataDirectory;
        Directory.CreateDirectory(data);
        var (documents, links) = (StorageSettings.KnowledgeFolder(data), settings.Storage.Links);
        if (settings.Storage.PostgreSql is { } options)
        {
            var database = await PostgreSqlLedger.OpenPatientlyAsync(options, TimeProvider.System, logger, CancellationToken.None);
            var shared = await KnowledgeBase.OpenAsync(documents, database, TimeProvider.System, CancellationToken.None, links);
            return new Stores(new PostgreSqlPayloads(database, settings.Storage.Keys), database, shared);
        }

        var knowledge = await KnowledgeBase.OpenAsync(documents, StorageSettings.KnowledgeFile(data), TimeProvider.System, CancellationToken.None, links);
        var ledger = await DeliveryLedger.OpenAsync(settings.Storage.Ledger(data), TimeProvider.System, logger, CancellationToken.None);
        return new Stores(settings.Storage.Payloads(data), ledger, knowledge);
    }

    public async ValueTask DisposeAsync()
    {
        await Knowledge.DisposeAsync();
        await Ledger.DisposeAsync();
    }
}

internal static class StoresSetup
{
    public static void AddStores(this IServiceCollection services, Stores stores)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(stores.Payloads);
        services.AddSingleton(stores.Ledger);
        services.AddSingleton(stores.Knowledge);
    }
}

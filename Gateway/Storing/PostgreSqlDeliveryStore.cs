using System.Diagnostics.Metrics;
using Webhooks.Gateway.Receiving;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Operations;
using Webhooks.Storage.PostgreSql;
using Webhooks.Storage.Retention;

namespace Webhooks.Gateway.Storing;

/// <summary>Step 4 for several gateways: a delivery is accepted when PostgreSQL has committed it.</summary>
internal sealed class PostgreSqlDeliveryStore(
    PostgreSqlOptions options, StorageSettings settings, IMeterFactory meters, TimeProvider time, ILogger<PostgreSqlDeliveryStore> logger) : DeliveryStore, IAsyncDisposable
{
    private PostgreSqlLedger? ledger;
    private PostgreSqlAcceptance? acceptance;
    private PostgreSqlBacklog? backlog;

    public override IDeliveryLedger Ledger => Opened(ledger);

    public override IPayloads Payloads => new PostgreSqlPayloads(Opened(ledger), settings.Keys);

    public override IBacklog Backlog => Opened(backlog);

    public override IOperationLog Operations => new PostgreSqlOperationLog(Opened(ledger), options.Lease);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        ledger = await PostgreSqlLedger.OpenPatientlyAsync(options, time, logger, cancellationToken);
        acceptance = new(ledger, settings.Compresses, settings.Keys, logger);
        backlog = new(ledger, acceptance, options.Lease, time, logger);
        meters.Create(GatewayMetrics.MeterName).CreateObservableGauge(
            "webhooks.leases", () => backlog?.Held ?? 0, "{partition}", "Partitions whose entities this gateway signals.");
    }

    public override async Task<Acceptance> AcceptAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body) =>
        // The client going away ends none of this: it may count the delivery as sent.
        await Opened(acceptance).AcceptAsync(facts, body, CancellationToken.None) is { } known ? Known(known) : New(facts);

    public override Task<DeliveryRecord?> FindAsync(string deliveryId, CancellationToken cancellationToken) => Ledger.FindAsync(deliveryId, cancellationToken);

    public override Task<RetentionResult> RetainAsync(CancellationToken cancellationToken) =>
        new PostgreSqlRetention(Opened(ledger), settings.Retention, time).RunAsync(cancellationToken);

    public override async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Ledger.FindAsync(new string('0', 32), cancellationToken);
            return Opened(backlog).IsRunning ? [] : ["leases"];
        }
        catch (LedgerUnavailableException)
        {
            return ["postgresql"];
        }
    }

    /// <summary>Nothing is received or signalled any more: what is left to do is to let others have the entities.</summary>
    public override Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable?[] parts = [backlog, acceptance, ledger];
        (backlog, acceptance, ledger) = (null, null, null);
        foreach (var part in parts)
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private static T Opened<T>(T? part)
        where T : class => part ?? throw new InvalidOperationException("Storage is not open.");
}

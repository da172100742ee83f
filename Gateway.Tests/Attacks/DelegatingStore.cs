using Webhooks.Gateway.Storing;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Operations;
using Webhooks.Storage.Retention;

namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>Another store, whose way of accepting can be changed.</summary>
internal class DelegatingStore(DeliveryStore inner) : DeliveryStore
{
    public override IDeliveryLedger Ledger => inner.Ledger;

    public override IPayloads Payloads => inner.Payloads;

    public override IBacklog Backlog => inner.Backlog;

    public override IOperationLog Operations => inner.Operations;

    public override Task StartAsync(CancellationToken cancellationToken) => inner.StartAsync(cancellationToken);

    public override Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    public override Task<Acceptance> AcceptAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body) => inner.AcceptAsync(facts, body);

    public override Task<DeliveryRecord?> FindAsync(string deliveryId, CancellationToken cancellationToken) => inner.FindAsync(deliveryId, cancellationToken);

    public override Task CatchUpAsync(CancellationToken cancellationToken) => inner.CatchUpAsync(cancellationToken);

    public override Task<RetentionResult> RetainAsync(CancellationToken cancellationToken) => inner.RetainAsync(cancellationToken);

    public override Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken) => inner.MissingAsync(cancellationToken);
}

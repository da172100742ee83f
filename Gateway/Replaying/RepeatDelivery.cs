using System.Text.Json;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Replaying;

/// <summary>
/// Takes a stored delivery through steps 2 to 4 once more, from its raw bytes: verified, identified, and stored as a delivery of its own. From
/// there it goes the way of any other.
/// </summary>
internal sealed partial class RepeatDelivery(
    LiveSources sources,
    ProviderCatalog providers,
    DeliveryStore store,
    TimeProvider time,
    ILogger<RepeatDelivery> logger)
{
    /// <summary>Changes nothing.</summary>
    /// <param name="record">What is stored.</param>
    /// <param name="acceptsUnverified">Whether one that cannot be verified may be replayed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Examination> ExamineAsync(DeliveryRecord record, bool acceptsUnverified, CancellationToken cancellationToken)
    {
        var facts = FactsOf(record);
        var examined = new Examination { Record = record, Facts = facts };
        if (facts.ReplayOf is not null)
        {
            return examined with { Refusal = ReplayRefusal.IsReplay };
        }

        if (sources.Find(record.Source) is not { } source || source.Provider != record.Provider)
        {
            return examined with { Refusal = ReplayRefusal.SourceUnknown };
        }

        var (body, unreadable) = await ReadAsync(record, cancellationToken);
        if (unreadable is not null)
        {
            return examined with { Refusal = unreadable };
        }

        var proof = facts.Proof is { Version: DeliveryProof.CurrentVersion } ? facts.Proof : null;
        var request = StoredRequest.Of(record, proof, body);
        var unverified = await VerifyAsync(request, body, record, source, cancellationToken);
        if (unverified is not null && !acceptsUnverified)
        {
            return examined with { Refusal = unverified };
        }

        return providers.For(source.Provider).Identify(request, body, source) is { Ended: null, Deliveries: [var delivery] }
            ? examined with { IsVerified = unverified is null, Delivery = delivery, Source = source }
            : examined with { Refusal = ReplayRefusal.Unidentifiable };
    }

    /// <summary>Stores the delivery again under an id of its own; when it is stored already, nothing changes.</summary>
    /// <param name="deliveryId">Of the delivery to replay.</param>
    /// <param name="replayId">Part of the new delivery's key.</param>
    /// <param name="acceptsUnverified">Whether one that cannot be verified is replayed.</param>
    /// <param name="cancellationToken">Ends the reading, never the write.</param>
    /// <exception cref="JournalUnavailableException">Not stored.</exception>
    /// <exception cref="LedgerUnavailableException">Not stored, or not known whether it is; doing it again is right.</exception>
    public async Task<ReplayedDelivery> RunAsync(string deliveryId, string replayId, bool acceptsUnverified, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(deliveryId, cancellationToken) is not { } record)
        {
            return new ReplayedDelivery { ReplayOf = deliveryId, Refusal = ReplayRefusal.DeliveryForgotten };
        }

        var examined = await ExamineAsync(record, acceptsUnverified, cancellationToken);
        if (examined is not { Refusal: null, Delivery: { } delivery, Source: { } source })
        {
            Log.Refused(logger, replayId, deliveryId, examined.Refusal);
            return new ReplayedDelivery { ReplayOf = deliveryId, Refusal = examined.Refusal };
        }

        var key = DeliveryKey.OfReplay(record.Key, replayId);
        if (await store.FindAsync(key.DeliveryId, cancellationToken) is null)
        {
            var accepted = await store.AcceptAsync(FactsOf(delivery, source, key, examined, replayId), delivery.Body);
            Log.Replayed(logger, accepted.DeliveryId, deliveryId, replayId, delivery.EventName, accepted.Entity, examined.IsVerified);
        }

        return new ReplayedDelivery { ReplayOf = deliveryId, DeliveryId = key.DeliveryId, IsVerified = examined.IsVerified };
    }

    public static DeliveryFacts FactsOf(DeliveryRecord record)
    {
        try
        {
            return DeliveryFacts.FromJson(record.Event);
        }
        catch (JsonException)
        {
            // What was quarantined for that is worth a replay: the facts are read from the body again.
            return new DeliveryFacts();
        }
    }

    private async Task<(byte[] Body, ReplayRefusal? Refusal)> ReadAsync(DeliveryRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.Payloads.ReadAsync(record.Payload, cancellationToken), null);
        }
        catch (PayloadMissingException)
        {
            return ([], ReplayRefusal.BodyMissing);
        }
        catch (PayloadDamagedException)
        {
            return ([], ReplayRefusal.BodyDamaged);
        }
        catch (JournalKeyException)
        {
            return ([], ReplayRefusal.BodyKeyMissing);
        }
    }

    private async Task<ReplayRefusal?> VerifyAsync(HttpRequest request, byte[] body, DeliveryRecord record, Source source, CancellationToken cancellationToken)
    {
        var steps = providers.For(source.Provider);
        if (steps.Proves(source) is not { } proving || !request.Headers.ContainsKey(proving))
        {
            return ReplayRefusal.NoProof;
        }

        // Of the moment when it came: a secret that has expired since proves what it proved then. The provider has not used it again.
        return await steps.Verify(request, body, source.WithoutUses(), record.ReceivedAt, cancellationToken) is null ? null
            : source.IsMissingSecrets ? ReplayRefusal.SecretsUnavailable
            : ReplayRefusal.SignatureInvalid;
    }

    private AcceptedDelivery FactsOf(Identification delivery, Source source, DeliveryKey key, Examination examined, string replayId) => new()
    {
        DeliveryId = key.DeliveryId,
        Key = key.Value,
        Source = source.Name,
        Provider = source.Provider,
        EventName = delivery.EventName,
        Entity = delivery.Entity?.Value,
        WorkflowType = delivery.WorkflowType,
        ReceivedAt = time.GetUtcNow(),
        SettledAs = delivery.SettledAs,
        Event = ((delivery.Facts ?? new()) with
        {
            RequestSha256 = examined.Facts.RequestSha256,
            ReplayOf = examined.Record.DeliveryId,
            // Who did it was read before it was redacted, and cannot be read again.
            OwnChange = delivery.Facts?.OwnChange == true || (source.Provider == WebhookProvider.EventGrid && examined.Facts.OwnChange),
            Replay = replayId,
        }).ToJson(),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information,
            "Delivery {DeliveryId} replays {ReplayOf} replay={ReplayId} event={EventName} entity={Entity} verified={IsVerified}")]
        public static partial void Replayed(ILogger logger, string deliveryId, string replayOf, string replayId, string eventName, string? entity, bool isVerified);

        [LoggerMessage(2, LogLevel.Information, "Replay {ReplayId} refuses {ReplayOf}: {Refusal}")]
        public static partial void Refused(ILogger logger, string replayId, string replayOf, ReplayRefusal? refusal);
    }
}

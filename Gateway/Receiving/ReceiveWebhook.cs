using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Limits;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Receiving;

/// <summary>
/// Steps 1 to 5 in the life of a delivery:
/// 1. Receive: source, headers, body up to the source's cap.
/// 2. Verify the signature over the raw bytes.
/// 3. Identify the delivery and what it is about.
/// 4. Store it durably, or find that it is stored already.
/// 5. Answer: 202 for a new one, 200 for a known one, a problem for anything else.
/// A request may carry several deliveries, or be a handshake that carries none.
/// Forwarding goes on with step 6.
/// </summary>
internal sealed class ReceiveWebhook(
    LiveSources sources,
    ProviderCatalog providers,
    DeliveryStore store,
    BodyBudget budget,
    ReceiveReport report,
    ReceivingLimits limits,
    TimeProvider time)
{
    /// <param name="context">A request to <see cref="WebhookPath"/>.</param>
    /// <param name="name">Of the source, as the sender has it.</param>
    public async Task HandleAsync(HttpContext context, string name)
    {
        ReceivedQuery.TakeOff(context);
        var address = limits.Clients.Of(context);
        var visit = new Visit { StartedAt = time.GetTimestamp(), ReceivedAt = time.GetUtcNow(), RemoteAddress = address?.ToString() };
        var source = sources.Find(name);
        visit.Source = source?.Name ?? visit.Source;
        visit.Sought = source is null ? name : null;
        using var body = new PooledBody(budget);
        using var place = await limits.Admission.EnterAsync(address, context.RequestAborted);
        var outcome = place.Refused is { } refused ? refused
            : source is null ? ReceiveProblem.SourceUnknown
            : limits.Addresses.Judge(source, address) is { } unlisted ? unlisted
            : await ReceiveAsync(context, visit, source, body);
        report.Finished(visit, outcome, body.Bytes);
        if (outcome.Problem is { } problem && Blame.CountsAgainstAddress(problem))
        {
            place.CountRefusal();
        }

        if (limits.IsDraining && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        // 5. Answer.
        await Answers.WriteAsync(context, outcome);
    }

    private async Task<ReceiveOutcome> ReceiveAsync(HttpContext context, Visit visit, Source source, PooledBody body)
    {
        // 1. Receive.
        var request = context.Request;
        var steps = providers.For(source.Provider);
        if (steps.Greet(request, source) is { } greeted)
        {
            return greeted;
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            return ReceiveProblem.MethodNotAllowed;
        }

        if (Screen(request, source, steps) is { } unfit)
        {
            return unfit;
        }

        if (await BodyReader.ReadAsync(request, body, source.MaximumBodyBytes, limits.BodyDeadline(visit.StartedAt), context.RequestAborted) is { } unread)
        {
            return unread;
        }

        // 2. Verify.
        if (await steps.Verify(request, body.Bytes, source, visit.ReceivedAt, context.RequestAborted) is { } unverified)
        {
            // Whoever holds a secret that could not be read yet is no stranger.
            return source.IsMissingSecrets && IsMismatch(unverified) ? ReceiveProblem.SecretsUnavailable : unverified;
        }

        // 3. Identify.
        var reading = steps.Identify(request, body.Bytes, source);
        if (reading.Ended is { } ended)
        {
            return ended;
        }

        visit.EventName = reading.IsBatch ? "batch" : reading.Deliveries[0].EventName;

        if (await limits.Rates.TakeAsync(source, reading.Deliveries.Count) is { } tooMany)
        {
            return tooMany;
        }

        var proof = ReceivedProof.Of(request, steps.Kept);

        // 4. Store. From here on the client going away changes nothing.
        try
        {
            // All of a batch or nothing: one that failed makes the provider send all again, and those that were stored are duplicates then.
            var acceptances = await Task.WhenAll(reading.Deliveries.Select(delivery => store.AcceptAsync(FactsOf(delivery, source, visit, proof), delivery.Body)));
            return new ReceiveOutcome { Stored = [.. reading.Deliveries.Zip(acceptances, (delivery, acceptance) => new StoredDelivery(delivery, acceptance))], IsBatch = reading.IsBatch };
        }
        catch (Exception e) when (e is JournalUnavailableException or LedgerUnavailableException)
        {
            report.NotStored(reading.Deliveries, e);
            return ReceiveProblem.StorageUnavailable;
        }
    }

    /// <summary>A compressed body is refused: its signature is over other bytes than those that would be read, and it may unpack to anything.</summary>
    private static ReceiveProblem? Screen(HttpRequest request, Source source, ProviderSteps steps) =>
        request.Headers.ContentEncoding is { Count: > 0 } encoding && !(encoding.Count == 1 && encoding[0] is "identity")
            ? ReceiveProblem.ContentEncodingUnsupported
            : steps.Screen(request, source);

    private static bool IsMismatch(ReceiveProblem problem) =>
        problem is ReceiveProblem.SignatureInvalid or ReceiveProblem.SecretInvalid or ReceiveProblem.TokenInvalid;

    private static AcceptedDelivery FactsOf(Identification delivery, Source source, Visit visit, DeliveryProof? proof) => new()
    {
        DeliveryId = delivery.Key.DeliveryId,
        Key = delivery.Key.Value,
        Source = source.Name,
        Provider = source.Provider,
        EventName = delivery.EventName,
        Entity = delivery.Entity?.Value,
        WorkflowType = delivery.WorkflowType,
        ReceivedAt = visit.ReceivedAt,
        RemoteAddress = visit.RemoteAddress,
        SettledAs = delivery.SettledAs,
        Event = proof is null ? delivery.Facts?.ToJson() : ((delivery.Facts ?? new()) with { Proof = proof }).ToJson(),
    };
}

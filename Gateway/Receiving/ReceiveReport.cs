using System.Security.Cryptography;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Receiving;

/// <summary>One log line, one count and, when it was turned away, one record of evidence for each request.</summary>
internal sealed partial class ReceiveReport(DeliveryStore store, GatewayMetrics metrics, UnknownSources unknown, TimeProvider time, ILogger<ReceiveReport> logger)
{
    public void Finished(Visit visit, ReceiveOutcome outcome, ReadOnlyMemory<byte> body)
    {
        var took = time.GetElapsedTime(visit.StartedAt);
        if (outcome.Problem is { } problem)
        {
            var reason = ProblemTexts.ShortName(ProblemTexts.Of(problem));
            metrics.Received(visit.Source, reason, took);
            if (Blame.Of(problem) is Fault.Flood)
            {
                // Counted only: a line for each would be a flood of its own.
                return;
            }

            Log.Rejected(logger, visit.Source, reason, visit.EventName, body.Length, took.TotalMilliseconds);
            if (Blame.IsEvidence(problem) || (Blame.IsScarceEvidence(problem) && unknown.MayRecord()))
            {
                store.Ledger.RecordRejection(EvidenceOf(visit, reason, body));
            }

            return;
        }

        if (outcome.Handshake is { Name: var handshake })
        {
            metrics.Received(visit.Source, handshake, took);
            Log.Handshake(logger, visit.Source, handshake, took.TotalMilliseconds);
        }

        foreach (var (delivery, accepted) in outcome.Stored)
        {
            var how = accepted.IsDuplicate ? "duplicate" : accepted.WorkflowId is null ? "settled" : "accepted";
            metrics.Received(visit.Source, how, took);
            if (delivery.SettledAs is { } settledAs && !accepted.IsDuplicate)
            {
                metrics.Settled(visit.Source, delivery.EventLabel, settledAs);
            }

            Log.Delivery(
                logger, accepted.DeliveryId, visit.Source, delivery.EventName, how, accepted.Entity, delivery.Body.Length, took.TotalMilliseconds);
        }
    }

    public void NotStored(IReadOnlyList<Identification> deliveries, Exception cause) =>
        Log.NotStored(logger, deliveries[0].Key.DeliveryId, deliveries.Count - 1, cause);

    private static RejectedRequest EvidenceOf(Visit visit, string reason, ReadOnlyMemory<byte> body) => new()
    {
        At = visit.ReceivedAt,
        Source = visit.Sought is { } sought ? UnknownSources.AddressOf(sought) : visit.Source,
        Reason = reason,
        RemoteAddress = visit.RemoteAddress,
        BodySha256 = body.IsEmpty ? null : Convert.ToHexStringLower(SHA256.HashData(body.Span)),
        BodyLength = body.IsEmpty ? null : body.Length,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information,
            "Delivery {DeliveryId} source={Source} event={EventName} outcome={Outcome} entity={Entity} bytes={Bytes} ms={Milliseconds:F1}")]
        public static partial void Delivery(
            ILogger logger, string deliveryId, string source, string eventName, string outcome, string? entity, int bytes, double milliseconds);

        [LoggerMessage(2, LogLevel.Information, "Rejected source={Source} event={EventName} outcome={Outcome} bytes={Bytes} ms={Milliseconds:F1}")]
        public static partial void Rejected(ILogger logger, string source, string outcome, string eventName, int bytes, double milliseconds);

        [LoggerMessage(3, LogLevel.Error, "Delivery {DeliveryId}, and {Others} with it in its request, could not be stored and was not accepted.")]
        public static partial void NotStored(ILogger logger, string deliveryId, int others, Exception cause);

        [LoggerMessage(4, LogLevel.Information, "Handshake source={Source} outcome={Outcome} ms={Milliseconds:F1}")]
        public static partial void Handshake(ILogger logger, string source, string outcome, double milliseconds);
    }
}

using System.Diagnostics.Metrics;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Forwarding;

namespace Webhooks.Gateway.Receiving;

/// <summary>Instruments of the gateway. Tags come from closed sets or from the configuration, never from a request.</summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "Webhooks.Gateway";

    private readonly Counter<long> deliveries;
    private readonly Counter<long> settled;
    private readonly Histogram<double> duration;
    private readonly Counter<long> signals;
    private readonly Histogram<double> signalDelay;
    private readonly Counter<long> managementRefusals;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        deliveries = meter.CreateCounter<long>("webhooks.deliveries", "{delivery}", "Requests to a webhook source, by source and outcome.");
        settled = meter.CreateCounter<long>(
            "webhooks.deliveries.settled", "{delivery}", "Deliveries that were settled at the door, by source, event, outcome and rule.");
        duration = meter.CreateHistogram<double>("webhooks.delivery.duration", "s", "From the first byte of the request to the answer.");
        signals = meter.CreateCounter<long>("webhooks.signals", "{signal}", "Signal-with-start calls, by outcome.");
        signalDelay = meter.CreateHistogram<double>("webhooks.signal.delay", "s", "From receiving a delivery to Temporal's acknowledgement.");
        managementRefusals = meter.CreateCounter<long>("webhooks.management.refusals", "{call}", "Calls of the management API that were turned away, by reason.");
    }

    public void Received(string source, string outcome, TimeSpan took)
    {
        var tags = new KeyValuePair<string, object?>[] { new("source", source), new("outcome", outcome) };
        deliveries.Add(1, tags);
        duration.Record(took.TotalSeconds, tags);
    }

    /// <param name="source">Name of the source.</param>
    /// <param name="eventLabel">Of a closed set, not the sender's text.</param>
    /// <param name="outcome">How it was settled.</param>
    public void Settled(string source, string eventLabel, Outcome outcome) => settled.Add(
        1,
        new("source", source),
        new("event", eventLabel),
        new("outcome", outcome.Kind.ToString().ToLowerInvariant()),
        new("rule", outcome.Reason));

    /// <param name="reason">Of a closed set.</param>
    public void ManagementRefused(string reason) => managementRefusals.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Signalled(TimeSpan sinceReceived)
    {
        signals.Add(1, new KeyValuePair<string, object?>("outcome", "signalled"));
        signalDelay.Record(sinceReceived.TotalSeconds);
    }

    /// <summary>A delivery that will never be signalled was set aside.</summary>
    public void SignalQuarantined() => signals.Add(1, new KeyValuePair<string, object?>("outcome", "quarantined"));

    public void SignalFailed(SignalFailure failure) => signals.Add(1, new KeyValuePair<string, object?>("outcome", failure switch
    {
        SignalFailure.TemporalUnavailable => "temporal-unavailable",
        SignalFailure.TemporalRefuses => "temporal-refuses",
        SignalFailure.Throttled => "throttled",
        SignalFailure.TimedOut => "timed-out",
        SignalFailure.EntityStuck => "entity-stuck",
        SignalFailure.CallRefused => "call-refused",
    }));
}

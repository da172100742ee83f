using System.Diagnostics.Metrics;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Secrets;

/// <summary>Instruments about secrets, by the names that the configuration gives them.</summary>
internal sealed class SecretMetrics
{
    private readonly Counter<long> used;
    private readonly Counter<long> failures;
    private readonly Counter<long> refusals;

    public SecretMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(GatewayMetrics.MeterName);
        used = meter.CreateCounter<long>("webhooks.secret.used", "{request}", "Requests that a secret let in, by source and secret.");
        failures = meter.CreateCounter<long>(
            "webhooks.secret.failures", "{failure}", "Times that a secret began to be unreadable, by source and secret; the last good value stays.");
        refusals = meter.CreateCounter<long>("webhooks.configuration.refused", "{change}", "Changes of the configuration that were refused for a mistake.");
    }

    /// <summary>The last good sources and secrets stay.</summary>
    public void ChangeRefused() => refusals.Add(1);

    public void Used(string source, string secret) => used.Add(1, new("source", source), new("secret", secret));

    public void Failed(string source, string secret) => failures.Add(1, new("source", source), new("secret", secret));
}

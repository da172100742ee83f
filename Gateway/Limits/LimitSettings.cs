using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Configuration;

namespace Webhooks.Gateway.Limits;

/// <summary>Section <c>Webhooks:Limits</c>: how much is received at once, and from whom.</summary>
internal sealed class LimitSettings
{
    private const string Section = $"{WebhooksOptions.Section}:Limits";

    private LimitSettings(SettingsReader section)
    {
        RequestsAtOnce = (int)(section.Number("RequestsAtOnce", 1, 100_000) ?? 1024);
        RequestsAtOncePerAddress = (int)(section.Number("RequestsAtOncePerAddress", 1, 100_000) ?? Math.Max(1, RequestsAtOnce / 2));
        RefusalsPerSecond = (int)(section.Number("RefusalsPerSecond", 1, 1_000_000) ?? 10);
        RefusalBurst = (int)(section.Number("RefusalBurst", 1, 1_000_000) ?? 200);
        Wait = section.Duration("Wait", TimeSpan.Zero, TimeSpan.FromMinutes(1)) ?? TimeSpan.FromSeconds(4);
        BodyTime = section.Duration("BodyTime", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)) ?? TimeSpan.FromMinutes(1);
        section.RefuseUnknown();
    }

    /// <summary>Requests to sources that are served at once; as many again may wait.</summary>
    public int RequestsAtOnce { get; }

    /// <summary>Of these, for one address.</summary>
    public int RequestsAtOncePerAddress { get; }

    /// <summary>How many of an address's requests may be turned away a second, for long, before it has to queue.</summary>
    public int RefusalsPerSecond { get; }

    /// <summary>The same at once.</summary>
    public int RefusalBurst { get; }

    /// <summary>How long a request waits for its turn, and a verified delivery for its source's rate; both together stay below GitHub's ten seconds.</summary>
    public TimeSpan Wait { get; }

    /// <summary>How long a body may take in all. No provider waits longer for its answer.</summary>
    public TimeSpan BodyTime { get; }

    public static LimitSettings Read(IConfiguration configuration, ICollection<string> mistakes) => new(new SettingsReader(configuration, Section, mistakes));
}

using Webhooks.Storage.Configuration;

namespace Webhooks.Gateway.Configuration;

/// <summary>Section <c>Webhooks:Http</c>: what the listener puts up with.</summary>
internal sealed class HttpSettings
{
    public const string Section = $"{WebhooksOptions.Section}:Http";

    private HttpSettings(SettingsReader section, ICollection<string> mistakes)
    {
        Proxies = AddressList.Read(section.Texts("Proxies"), mistakes);
        MaximumConnections = (int)(section.Number("MaximumConnections", 1, 1_000_000) ?? 10_000);
        ConnectionsPerAddress = (int)(section.Number("ConnectionsPerAddress", 1, 1_000_000) ?? 1_000);
        HeaderTime = section.Duration("HeaderTime", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)) ?? TimeSpan.FromSeconds(15);
        IdleTime = section.Duration("IdleTime", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)) ?? TimeSpan.FromMinutes(2);
        BodyGrace = section.Duration("BodyGrace", TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)) ?? TimeSpan.FromSeconds(10);
        DrainNotice = section.Duration("DrainNotice", TimeSpan.Zero, TimeSpan.FromMinutes(10)) ?? TimeSpan.Zero;
        DrainTime = section.Duration("DrainTime", TimeSpan.Zero, TimeSpan.FromMinutes(10)) ?? TimeSpan.FromSeconds(30);
        section.RefuseUnknown();
    }

    /// <summary>Whose <c>X-Forwarded-For</c> is believed.</summary>
    public AddressList Proxies { get; }

    public int MaximumConnections { get; }

    /// <summary>Of one address, or of one IPv6 network of 64 bits; proxies have no limit of their own.</summary>
    public int ConnectionsPerAddress { get; }

    public TimeSpan HeaderTime { get; }

    public TimeSpan IdleTime { get; }

    /// <summary>For so long a body may come as slowly as it likes.</summary>
    public TimeSpan BodyGrace { get; }

    /// <summary>At the end: not ready any more, and still accepting, so that whoever sends traffic here can notice.</summary>
    public TimeSpan DrainNotice { get; }

    /// <summary>After that: how long requests that are being served may take.</summary>
    public TimeSpan DrainTime { get; }

    public static HttpSettings Read(IConfiguration configuration, ICollection<string> mistakes) => new(new SettingsReader(configuration, Section, mistakes), mistakes);
}

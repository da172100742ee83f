using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.EventGrid;
using Webhooks.Storage.Configuration;

namespace Webhooks.Gateway.Limits;

/// <summary>Section <c>Webhooks:GitHubMeta</c>: where the addresses of GitHub's hooks are read, and how often.</summary>
internal sealed class GitHubMetaSettings
{
    private const string Section = $"{WebhooksOptions.Section}:GitHubMeta";
    private const string DefaultAddress = "https://api.github.com/meta";

    private GitHubMetaSettings(SettingsReader section, ICollection<string> mistakes)
    {
        var address = section.Text("Address") ?? DefaultAddress;
        if (Uri.TryCreate(address, UriKind.Absolute, out var parsed) && OpenIdKeys.IsTrustworthy(parsed))
        {
            Address = parsed;
        }
        else
        {
            mistakes.Add($"{Section}:Address '{address}' is not an https address.");
        }

        Interval = section.Duration("Interval", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)) ?? TimeSpan.FromHours(1);
        section.RefuseUnknown();
    }

    public Uri Address { get; } = new(DefaultAddress);

    public TimeSpan Interval { get; }

    public static GitHubMetaSettings Read(IConfiguration configuration, ICollection<string> mistakes) =>
        new(new SettingsReader(configuration, Section, mistakes), mistakes);
}

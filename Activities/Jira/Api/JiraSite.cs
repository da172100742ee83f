using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Configuration;

namespace Webhooks.Activities.Jira.Api;

/// <summary>A Jira Cloud site, and as whom it is asked.</summary>
public sealed record JiraSite
{
    private const string SectionName = "Webhooks:Jira";

    /// <summary>As sources have it: part of each entity and delivery key.</summary>
    public required string Host { get; init; }

    public required Uri ApiAddress { get; init; }

    /// <summary>With the token; null when the token is a bearer's.</summary>
    public required string? User { get; init; }

    public required string Token { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => Host;

    /// <summary>Section <c>Webhooks:Jira</c>; null when there is none. With a mistake it must not be used.</summary>
    public static JiraSite? Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        var section = new SettingsSection(configuration.GetSection(SectionName), mistakes);
        if (!section.Exists)
        {
            return null;
        }

        var site = section.Required("Site", "the host of the Jira site, such as example.atlassian.net").ToLowerInvariant();
        if (site.Length > 0 && Uri.CheckHostName(site) == UriHostNameType.Unknown)
        {
            mistakes.Add($"{section.Key("Site")} '{site}' is not a host.");
            site = "";
        }

        var read = Read(section, site, "the API token of the user who reads");
        section.RefuseUnknown();
        return read;
    }

    /// <param name="section">Has address, user and token.</param>
    /// <param name="host">Empty when it is missing.</param>
    /// <param name="tokenIs">What the token is, for the mistake that it is missing.</param>
    internal static JiraSite Read(SettingsSection section, string host, string tokenIs) => new()
    {
        Host = host,
        ApiAddress = section.Address("ApiAddress", $"https://{(host.Length > 0 ? host : "invalid")}"),
        User = section.Text("User"),
        Token = section.Required("Token", tokenIs),
    };
}

using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Configuration;

namespace Webhooks.Activities.GitHub.Api;

/// <summary>Section <c>Webhooks:GitHub</c>: where GitHub is asked for more than it delivers, and as whom.</summary>
public sealed record GitHubSettings
{
    private const string SectionName = "Webhooks:GitHub";

    public required Uri ApiAddress { get; init; }

    /// <summary>Personal access token; null when an app is configured.</summary>
    public required string? Token { get; init; }

    public required GitHubApp? App { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"{ApiAddress} as {App?.ToString() ?? "the token's owner"}";

    /// <summary>Null when there is no such section. With a mistake it must not be used.</summary>
    public static GitHubSettings? Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        var section = new SettingsSection(configuration.GetSection(SectionName), mistakes);
        if (!section.Exists)
        {
            return null;
        }

        var below = section.Below("App");
        var app = GitHubApp.Read(below, "Id", "repositories are read with an installation's token");
        below.RefuseUnknown();
        var token = section.Text("Token");
        if (token is null == app is null)
        {
            mistakes.Add($"{section.Key("Token")} and {below.Key("Id")}: exactly one of them says who asks.");
        }

        var settings = new GitHubSettings { ApiAddress = section.Address("ApiAddress", "https://api.github.com"), Token = token, App = app };
        section.RefuseUnknown();
        return settings;
    }
}

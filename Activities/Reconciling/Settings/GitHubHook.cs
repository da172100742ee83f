using System.Globalization;
using Webhooks.Activities.Configuration;
using Webhooks.Activities.GitHub.Api;

namespace Webhooks.Activities.Reconciling.Settings;

/// <summary>A hook whose delivery log is read, and what that is read with.</summary>
public sealed record GitHubHook
{
    private static readonly TimeSpan StandardRetention = TimeSpan.FromDays(3);

    /// <summary>As in <c>X-GitHub-Hook-ID</c>: part of every delivery's key.</summary>
    public required string HookId { get; init; }

    public required Uri ApiAddress { get; init; }

    /// <summary>Of the log, relative to <see cref="ApiAddress"/>: <c>repos/octo/hello/hooks/1/deliveries</c>.</summary>
    public required string LogPath { get; init; }

    /// <summary>Only for an app's own hook, whose log is open to the app alone and to none of its installations.</summary>
    public required bool IsAppHook { get; init; }

    /// <summary>Personal access token; null when an app is configured.</summary>
    public required string? Token { get; init; }

    public required GitHubApp? App { get; init; }

    /// <summary>For how long GitHub keeps the log and sends again what is in it.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>How many deliveries one run asks for again.</summary>
    public required int MaximumRequests { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => LogPath;

    internal static GitHubHook Read(SettingsSection section)
    {
        var hook = section.Number("HookId", 1, long.MaxValue);
        if (hook is null && section.Text("HookId") is null)
        {
            section.Mistakes.Add($"{section.Key("HookId")} is missing: the number in the address of the hook's page.");
        }

        var id = (hook ?? 0).ToString(CultureInfo.InvariantCulture);
        var (path, isApp) = ReadPath(section, id);
        var (token, app) = (section.Text("Token"), GitHubApp.Read(section, "AppId", isApp ? null : "the log of this hook is read with an installation's token"));
        if (token is null == app is null)
        {
            section.Mistakes.Add($"{section.Key("Token")} and {section.Key("AppId")}: exactly one of them says who reads the log.");
        }

        if (isApp && app is null)
        {
            section.Mistakes.Add($"{section.Key("AppId")} is missing: the log of an app's hook is open to the app alone.");
        }

        return new GitHubHook
        {
            HookId = id,
            ApiAddress = section.Address("ApiAddress", "https://api.github.com"),
            LogPath = path,
            IsAppHook = isApp,
            Token = token,
            App = app,
            Retention = section.Duration("Retention", TimeSpan.FromHours(1), TimeSpan.FromDays(30)) ?? StandardRetention,
            MaximumRequests = (int)(section.Number("MaximumRequests", 1, 1000) ?? 200),
        };
    }

    private static (string Path, bool IsApp) ReadPath(SettingsSection section, string hook)
    {
        switch (section.Required("Hook", "repository, organisation or app").ToUpperInvariant())
        {
            case "REPOSITORY":
                var repository = section.Required("Repository", "owner/name, because the hook is a repository's");
                return (string.Join('/', "repos", Escaped(section, "Repository", repository, parts: 2), "hooks", hook, "deliveries"), false);
            case "ORGANISATION" or "ORGANIZATION":
                var organisation = section.Required("Organisation", "its login, because the hook is an organisation's");
                return (string.Join('/', "orgs", Escaped(section, "Organisation", organisation, parts: 1), "hooks", hook, "deliveries"), false);
            case "APP":
                return ("app/hook/deliveries", true);
            case "":
                return ("", false);
            default:
                section.Mistakes.Add($"{section.Key("Hook")} '{section.Text("Hook")}' is none of repository, organisation, app.");
                return ("", false);
        }
    }

    /// <summary>Names as GitHub allows them, so that nothing in them can lead to another place.</summary>
    private static string Escaped(SettingsSection section, string name, string value, int parts)
    {
        var names = value.Split('/');
        if (value.Length > 0
            && (names.Length != parts || names.Any(part => part is "" or "." or ".." || !part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))))
        {
            section.Mistakes.Add($"{section.Key(name)} '{value}' is not {(parts == 2 ? "owner/name" : "a login")}.");
        }

        return value;
    }
}

using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Configuration;
using Webhooks.Activities.Jira.Api;

namespace Webhooks.Activities.Reconciling.Settings;

/// <summary>A Jira Cloud site whose issues are searched for changes.</summary>
public sealed record JiraSearch
{
    public required JiraSite Site { get; init; }

    /// <summary>Which issues, beside those that changed; null for all the user may see.</summary>
    public required string? Jql { get; init; }

    /// <summary>Jira itself tries again for this long.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>Of the signature: one that the source accepts.</summary>
    public required string SignatureMethod { get; init; }

    public override string ToString() => Site.Host;

    internal static JiraSearch Read(IConfigurationSection source, SettingsSection section)
    {
        var jira = source.GetSection("Jira");
        var site = jira["Site"] is { Length: > 0 } named && !string.IsNullOrWhiteSpace(named) ? named.ToLowerInvariant() : null;
        if (site is null)
        {
            section.Mistakes.Add($"{jira.Path}:Site is missing: whose issues are searched.");
        }

        if (!string.IsNullOrWhiteSpace(jira["ConnectIssuer"]))
        {
            section.Mistakes.Add($"{jira.Path}:ConnectIssuer is there: only deliveries with signatures can be posted by the worker, so give reconciliation a source of its own.");
        }

        var jql = section.Text("Jql");
        if (jql?.Contains("order by", StringComparison.OrdinalIgnoreCase) == true)
        {
            section.Mistakes.Add($"{section.Key("Jql")} '{jql}' has an order; it is a condition alone.");
        }

        return new JiraSearch
        {
            Site = JiraSite.Read(section, site ?? "", "the API token of the user who searches"),
            Jql = jql,
            Grace = section.Duration("Grace", TimeSpan.Zero, TimeSpan.FromHours(12)) ?? TimeSpan.FromMinutes(90),
            SignatureMethod = jira["SignatureMethods"] is { } methods && methods.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } first, ..] ? first : "sha256",
        };
    }
}

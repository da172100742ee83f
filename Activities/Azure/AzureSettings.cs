using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Configuration;

namespace Webhooks.Activities.Azure;

/// <summary>Section <c>Webhooks:Azure</c>: where Resource Manager is, who asks, and about what.</summary>
public sealed record AzureSettings
{
    private const string SectionName = "Webhooks:Azure";
    private const string SubscriptionsName = "Subscriptions";

    public required Uri ManagementAddress { get; init; }

    public required EntraIdentity Identity { get; init; }

    /// <summary>The only ones that Azure is asked about: an event can name any.</summary>
    public required IReadOnlyList<Guid> Subscriptions { get; init; }

    /// <summary>Documents say who made a change.</summary>
    public required bool NamesPeople { get; init; }

    public string Scope => $"{ManagementAddress.GetLeftPart(UriPartial.Authority)}/.default";

    /// <summary>Adds every mistake, each naming its key and never a secret; with a mistake the settings must not be used.</summary>
    /// <returns>Null when the section is not there: then Azure is not asked.</returns>
    public static AzureSettings? Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var part = configuration.GetSection(SectionName);
        if (!part.Exists())
        {
            return null;
        }

        var section = new SettingsSection(part, mistakes);
        _ = section.Text(SubscriptionsName); // Known, but a list.
        var settings = new AzureSettings
        {
            ManagementAddress = section.Address("ManagementAddress", "https://management.azure.com"),
            Identity = EntraIdentity.Read(section),
            Subscriptions = ReadSubscriptions(part.GetSection(SubscriptionsName), mistakes),
            NamesPeople = section.Choice("People", "Named", "Unnamed") == "Named",
        };
        section.RefuseUnknown();
        return settings;
    }

    private static List<Guid> ReadSubscriptions(IConfigurationSection section, ICollection<string> mistakes)
    {
        List<Guid> subscriptions = [];
        foreach (var each in section.GetChildren())
        {
            if (Guid.TryParse(each.Value, out var subscription))
            {
                subscriptions.Add(subscription);
            }
            else
            {
                mistakes.Add($"{each.Path} '{each.Value}' is not the id of a subscription.");
            }
        }

        if (!section.GetChildren().Any())
        {
            mistakes.Add($"{section.Path}:0 is missing: the id of a subscription that Azure is asked about.");
        }

        return [.. subscriptions.Distinct()];
    }
}

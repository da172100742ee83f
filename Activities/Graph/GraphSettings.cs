using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Configuration;

namespace Webhooks.Activities.Graph;

/// <summary>Section <c>Webhooks:Graph</c>: where Microsoft Graph is, and who asks.</summary>
public sealed record GraphSettings
{
    private const string SectionName = "Webhooks:Graph";

    /// <summary>With the version: <c>https://graph.microsoft.com/v1.0/</c>.</summary>
    public required Uri Address { get; init; }

    public required EntraIdentity Identity { get; init; }

    /// <summary>All that the app was granted.</summary>
    public string Scope => $"{Address.GetLeftPart(UriPartial.Authority)}/.default";

    /// <returns>Null when the section is not there and nothing needs it.</returns>
    internal static GraphSettings? Read(IConfiguration configuration, bool isNeeded, ICollection<string> mistakes)
    {
        var part = configuration.GetSection(SectionName);
        if (!isNeeded && !part.Exists())
        {
            return null;
        }

        var section = new SettingsSection(part, mistakes);
        var settings = new GraphSettings { Address = section.Address("Address", "https://graph.microsoft.com/v1.0"), Identity = EntraIdentity.Read(section) };
        section.RefuseUnknown();
        return settings;
    }
}

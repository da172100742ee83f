using Webhooks.Activities.Configuration;

namespace Webhooks.Activities.Documents;

/// <summary>A library of SharePoint: by the id of its drive, or by its site and name.</summary>
public sealed record SharePointLibrary
{
    public required string? DriveId { get; init; }

    /// <summary>Its page: <c>https://contoso.sharepoint.com/sites/reports</c>. Null when the drive's id is known.</summary>
    public required Uri? Site { get; init; }

    /// <summary>Its name, as the site shows it.</summary>
    public required string? Name { get; init; }

    internal static SharePointLibrary? Read(SettingsSection section, bool isStore)
    {
        var (drive, library) = (section.Text("DriveId"), section.Text("Library"));
        var site = section.Text("Site") is null ? null : section.Address("Site", "");
        var isNamed = drive is not null || site is not null || library is not null;
        if (!isStore)
        {
            if (isNamed)
            {
                section.Mistakes.Add($"{section.Key("Store")} is not SharePoint, but settings of a SharePoint library are there.");
            }

            return null;
        }

        if (drive is null && site is null)
        {
            section.Mistakes.Add($"{section.Key("DriveId")} is missing, or {section.Key("Site")} and {section.Key("Library")}: one of them says which library.");
        }
        else if (drive is not null && (site is not null || library is not null))
        {
            section.Mistakes.Add($"{section.Key("DriveId")} is there, and so is {section.Key("Site")} or {section.Key("Library")}: only one of them says which library.");
        }
        else if (site is not null && library is null)
        {
            section.Mistakes.Add($"{section.Key("Library")} is missing: the name of the library on the site.");
        }

        return new SharePointLibrary { DriveId = drive, Site = site, Name = library };
    }
}

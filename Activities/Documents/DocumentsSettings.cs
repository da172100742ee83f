using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Configuration;

namespace Webhooks.Activities.Documents;

/// <summary>Section <c>Webhooks:Documents</c>.</summary>
public sealed record DocumentsSettings
{
    private const string SectionName = "Webhooks:Documents";

    /// <summary>Null when documents are files of a folder.</summary>
    public required SharePointLibrary? SharePoint { get; init; }

    /// <summary>Null for <c>documents/</c> in the data folder.</summary>
    public required string? Folder { get; init; }

    internal static DocumentsSettings Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        var section = new SettingsSection(configuration.GetSection(SectionName), mistakes);
        var store = section.Choice("Store", "Folder", "SharePoint");
        var folder = section.Text("Folder");
        var library = SharePointLibrary.Read(section, isStore: store == "SharePoint");
        if (folder is not null && store == "SharePoint")
        {
            mistakes.Add($"{section.Key("Folder")} is there, but {section.Key("Store")} is SharePoint.");
        }

        section.RefuseUnknown();
        return new DocumentsSettings { SharePoint = library, Folder = folder };
    }
}

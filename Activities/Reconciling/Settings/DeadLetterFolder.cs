using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Configuration;

namespace Webhooks.Activities.Reconciling.Settings;

/// <summary>Where an Event Grid source's dead letters are, and what the gateway wants to see with them.</summary>
public sealed record DeadLetterFolder
{
    /// <summary>Full path of the mounted or synchronised container.</summary>
    public required string Path { get; init; }

    /// <summary>Query parameter for the secret; null when a header carries it.</summary>
    public required string? SecretParameter { get; init; }

    public required string? SecretHeader { get; init; }

    internal static DeadLetterFolder Read(IConfigurationSection source, SettingsSection section)
    {
        var path = section.Required("Folder", "the folder with the dead letters");
        if (path.Length > 0 && !Directory.Exists(path))
        {
            section.Mistakes.Add($"{section.Key("Folder")} '{path}' is not a folder.");
        }

        var eventGrid = source.GetSection("EventGrid");
        var (parameter, header) = (eventGrid["SecretParameter"], eventGrid["SecretHeader"]);
        if (string.IsNullOrWhiteSpace(parameter) && string.IsNullOrWhiteSpace(header))
        {
            section.Mistakes.Add($"{eventGrid.Path}:SecretParameter or :SecretHeader is needed: with it the worker proves itself to the gateway.");
        }

        if (eventGrid.GetSection("Entra").Exists())
        {
            section.Mistakes.Add($"{eventGrid.Path}:Entra is there: only Event Grid has such tokens, so give the dead letters a source of their own, with a secret.");
        }

        return new DeadLetterFolder
        {
            Path = path.Length > 0 ? System.IO.Path.GetFullPath(path) : "",
            SecretParameter = string.IsNullOrWhiteSpace(parameter) ? null : parameter,
            SecretHeader = string.IsNullOrWhiteSpace(header) ? null : header,
        };
    }
}

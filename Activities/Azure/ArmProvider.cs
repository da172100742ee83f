using System.Text.Json.Serialization;

namespace Webhooks.Activities.Azure;

/// <summary>A resource provider: in which versions its types can be asked for.</summary>
internal sealed record ArmProvider
{
    [JsonPropertyName("resourceTypes")]
    public required IReadOnlyList<ArmResourceType> ResourceTypes { get; init; }

    /// <summary>The newest that is no preview, else the newest.</summary>
    public static string? VersionOf(IReadOnlyList<ArmResourceType> types, string type)
    {
        var versions = types.FirstOrDefault(each => string.Equals(each.ResourceType, type, StringComparison.OrdinalIgnoreCase))?.ApiVersions
            .Where(version => version is { Length: > 0 and <= 40 } && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
            .OrderDescending(StringComparer.Ordinal)
            .ToList() ?? [];
        return versions.FirstOrDefault(version => !version.Contains("preview", StringComparison.OrdinalIgnoreCase)) ?? versions.FirstOrDefault();
    }
}

internal sealed record ArmResourceType
{
    [JsonPropertyName("resourceType")]
    public required string ResourceType { get; init; }

    [JsonPropertyName("apiVersions")]
    public required IReadOnlyList<string> ApiVersions { get; init; }
}

namespace Webhooks.Activities.Deployments;

/// <summary>The parts of an Azure Resource Manager id; foreign text.</summary>
public sealed record AzureResourceName
{
    public string? Subscription { get; private init; }

    public string? Group { get; private init; }

    /// <summary>Such as <c>microsoft.web/sites</c>; <c>resource</c> when the id does not say.</summary>
    public required string Type { get; init; }

    /// <summary>For readers: the type, or what people call it.</summary>
    public string Kind => string.Equals(Type, "microsoft.resources/deployments", StringComparison.OrdinalIgnoreCase) ? "Deployment" : Type;

    /// <summary>The last part.</summary>
    public required string Name { get; init; }

    /// <summary>Where people look at it in the public cloud. Null when the id has other characters than Azure's names mostly have.</summary>
    public string? PortalPage { get; private init; }

    public static AzureResourceName Parse(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var parts = id.Trim('/').Split('/');
        return new AzureResourceName
        {
            Subscription = After(parts, "subscriptions"),
            Group = After(parts, "resourcegroups"),
            Type = TypeOf(parts),
            Name = parts[^1],
            PortalPage = id.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.') ? $"https://portal.azure.com/#resource{id}" : null,
        };
    }

    private static string? After(string[] parts, string word)
    {
        var at = Array.FindIndex(parts, part => string.Equals(part, word, StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : null;
    }

    /// <summary>Behind the provider's name stand types and names in turn.</summary>
    private static string TypeOf(string[] parts)
    {
        var at = Array.FindLastIndex(parts, part => string.Equals(part, "providers", StringComparison.OrdinalIgnoreCase));
        return at < 0 || at + 2 >= parts.Length
            ? "resource"
            : string.Join('/', parts[(at + 1)..].Where((_, index) => index == 0 || index % 2 == 1));
    }
}

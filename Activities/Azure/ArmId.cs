namespace Webhooks.Activities.Azure;

/// <summary>
/// A resource, deployment, group or subscription of Azure Resource Manager whose subscription is a configured one. Everything else in it is
/// foreign text, escaped so that it stays below that subscription.
/// </summary>
public sealed record ArmId
{
    private const int MostParts = 40;

    private ArmId(Guid subscription, string[] parts)
    {
        Subscription = subscription.ToString("D");
        Path = string.Join('/', parts.Select(Uri.EscapeDataString));
        Group = parts.Length > 3 && IsWord(parts[2], "resourcegroups") ? parts[3] : null;
        var at = Array.FindLastIndex(parts, part => IsWord(part, "providers"));
        if (at >= 0 && at + 2 < parts.Length)
        {
            Provider = parts[at + 1];
            Type = string.Join('/', parts[(at + 2)..].Where((_, index) => index % 2 == 0));
        }
    }

    public string Subscription { get; }

    /// <summary>Relative to the management address, escaped.</summary>
    public string Path { get; }

    public string? Group { get; }

    /// <summary>Such as <c>microsoft.web</c>; null for a group or a subscription.</summary>
    public string? Provider { get; }

    /// <summary>Such as <c>sites/slots</c>, without the provider.</summary>
    public string? Type { get; }

    public bool IsDeployment => IsWord(Provider, "microsoft.resources") && IsWord(Type, "deployments");

    /// <summary>What the costs of this are counted with: its group, or its subscription.</summary>
    public ArmId CostScope() => Parse(Group is null ? $"subscriptions/{Subscription}" : $"subscriptions/{Subscription}/resourceGroups/{Group}", [Guid.Parse(Subscription)])!; // Parts of one that was parsed.

    /// <returns>Null when it is no id, or of a subscription that is not configured.</returns>
    public static ArmId? Parse(string id, IReadOnlyCollection<Guid> subscriptions)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(subscriptions);
        var parts = id.Trim('/').Split('/');
        return parts.Length is >= 2 and <= MostParts
            && IsWord(parts[0], "subscriptions")
            && Guid.TryParse(parts[1], out var subscription)
            && subscriptions.Contains(subscription)
            && parts.All(part => part is not ("" or "." or "..") && !part.Any(char.IsControl))
            ? new ArmId(subscription, parts)
            : null;
    }

    public override string ToString() => Path;

    private static bool IsWord(string? part, string word) => string.Equals(part, word, StringComparison.OrdinalIgnoreCase);
}

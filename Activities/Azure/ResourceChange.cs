namespace Webhooks.Activities.Azure;

/// <summary>What became of one resource.</summary>
public sealed record ResourceChange
{
    public required string ResourceId { get; init; }

    /// <summary>Azure's word in lower case, such as <c>update</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What people set comes before what Azure set by itself.</summary>
    public IReadOnlyList<PropertyChange> Properties { get; init; } = [];

    /// <summary>Changed properties that are left out.</summary>
    public int MoreProperties { get; init; }
}

/// <param name="Path">Such as <c>properties.siteConfig.minTlsVersion</c>.</param>
/// <param name="Before">Null when there was none, or nobody knows.</param>
/// <param name="After">Null when there is none any more.</param>
public sealed record PropertyChange(string Path, string? Before, string? After);

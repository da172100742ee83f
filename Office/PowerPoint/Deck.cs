namespace Webhooks.Office.PowerPoint;

/// <summary>A presentation, 16 to 9.</summary>
public sealed record Deck
{
    public required DocumentProperties Properties { get; init; }

    /// <summary>Small, on every slide but the first, beside its number.</summary>
    public required string Footer { get; init; }

    public required IReadOnlyList<Slide> Slides { get; init; }
}

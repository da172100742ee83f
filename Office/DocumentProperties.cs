namespace Webhooks.Office;

/// <summary>What a document says of itself. The same in all three formats, and the only source of times in a file: the clock is never asked.</summary>
public sealed record DocumentProperties
{
    public required string Title { get; init; }

    public required string Subject { get; init; }

    /// <summary>The product that wrote it, or whoever it was written for.</summary>
    public required string Author { get; init; }

    /// <summary>Written as created and as last modified.</summary>
    public required DateTimeOffset Created { get; init; }

    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>BCP 47: what a screen reader speaks and a spelling checker checks.</summary>
    public string Language { get; init; } = "en-US";
}

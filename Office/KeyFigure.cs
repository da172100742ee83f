namespace Webhooks.Office;

/// <summary>A number that is worth standing alone.</summary>
public sealed record KeyFigure
{
    public required string Label { get; init; }

    /// <summary>Ready to be read: <c>1,204</c> or <c>EUR 310.50</c>.</summary>
    public required string Value { get; init; }

    /// <summary>Compared with what came before: <c>+12 %</c>. Null when there is nothing to compare with.</summary>
    public string? Change { get; init; }

    public Tone Tone { get; init; } = Tone.Neutral;
}

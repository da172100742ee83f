namespace Webhooks.Activities.Generation;

/// <summary>One part of a generated text: a paragraph or points.</summary>
public sealed record GeneratedSection
{
    /// <summary>Of ours; null when it goes on under the heading before it.</summary>
    public string? Heading { get; init; }

    public string? Paragraph { get; init; }

    public IReadOnlyList<string> Points { get; init; } = [];

    internal IEnumerable<string> Texts => Paragraph is null ? Points : [Paragraph];
}

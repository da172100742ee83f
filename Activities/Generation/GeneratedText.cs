namespace Webhooks.Activities.Generation;

/// <summary>What a model wrote, checked; or why nothing of it may be shown.</summary>
public sealed record GeneratedText
{
    /// <summary>As it is configured.</summary>
    public required string Model { get; init; }

    /// <summary>Such as <c>commit/1</c>.</summary>
    public required string Prompt { get; init; }

    /// <summary>Plain text, to be escaped like any other foreign text. Empty when it was rejected.</summary>
    public IReadOnlyList<GeneratedSection> Sections { get; init; } = [];

    /// <summary>What the model was not told for want of room.</summary>
    public IReadOnlyList<string> Cuts { get; init; } = [];

    public bool IsRejected => Sections.Count == 0;
}

namespace Webhooks.Activities.Generation;

/// <summary>One part of an answer: a paragraph, or a list of points. Its bounds are checked here, whatever the endpoint makes of the schema.</summary>
public sealed record PromptSection
{
    /// <summary>Name in the answer's JSON.</summary>
    public required string Name { get; init; }

    /// <summary>What belongs there, in the words the model is given.</summary>
    public required string Description { get; init; }

    /// <summary>Of ours, above it in the document; null when it goes on under the heading before it.</summary>
    public string? Heading { get; init; }

    /// <summary>Characters of the paragraph, or of each point.</summary>
    public required int LongestText { get; init; }

    /// <summary>How many points there may be; there may be none. Null for a paragraph, of which there is one.</summary>
    public int? MostPoints { get; init; }
}

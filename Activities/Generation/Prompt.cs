namespace Webhooks.Activities.Generation;

/// <summary>
/// What a model is asked to write about one kind of document. Data, not code: whatever changes in it gives it a new <see cref="Version"/>,
/// which each document names, so that a text can be traced to the words that asked for it.
/// </summary>
public sealed record Prompt
{
    /// <summary>Of a closed set, lower case with hyphens: <c>commit</c>.</summary>
    public required string Id { get; init; }

    public required int Version { get; init; }

    /// <summary>What to write, in the words the model is given, after the rules that are the same for all prompts.</summary>
    public required string Instructions { get; init; }

    /// <summary>What the answer has, in the order in which the document shows it.</summary>
    public required IReadOnlyList<PromptSection> Sections { get; init; }

    /// <summary>Of everything that is sent, as <see cref="TokenEstimate"/> counts; the configuration may allow less.</summary>
    public required int MaximumInputTokens { get; init; }

    /// <summary>Of the answer; the configuration may allow less.</summary>
    public required int MaximumOutputTokens { get; init; }

    /// <summary>Numbers of two digits or more are refused unless they are in the data: for texts whose readers take numbers at their word.</summary>
    public bool HasFigures { get; init; }

    /// <summary>Such as <c>commit/1</c>.</summary>
    public override string ToString() => $"{Id}/{Version}";
}

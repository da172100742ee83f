namespace Webhooks.Activities.Generation;

/// <summary>What a model is told about one thing. All of it is foreign text, and goes out of the house: nothing that nobody outside should see.</summary>
public sealed record PromptInput
{
    /// <summary>The most important first: what does not fit is cut from the end.</summary>
    public required IReadOnlyList<InputPart> Parts { get; init; }
}

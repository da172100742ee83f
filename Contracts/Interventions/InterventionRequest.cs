namespace Webhooks.Contracts.Interventions;

/// <summary>Something that only a person can put right.</summary>
public sealed record InterventionRequest
{
    /// <summary>The same for the same thing, however often it is asked for.</summary>
    public required string Key { get; init; }

    /// <summary>What was to be done: plain text of one line.</summary>
    public required string What { get; init; }

    /// <summary>What is left to do and why, a line each, in our words.</summary>
    public required IReadOnlyList<string> Open { get; init; }

    /// <summary>Id of the workflow that could not do it.</summary>
    public required string AskedBy { get; init; }
}

namespace Webhooks.Contracts.Interventions;

/// <summary>Answer to query <c>state</c> of what waits for a person, and its result.</summary>
public sealed record InterventionState
{
    public required InterventionStatus Status { get; init; }

    /// <summary>What it is about: plain text of one line. Null before the request has come.</summary>
    public string? What { get; init; }

    /// <summary>What is left to do and why.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    public required DateTimeOffset Since { get; init; }

    /// <summary>How often people were told.</summary>
    public int Reminders { get; init; }

    /// <summary>How often it was tried at a person's wish.</summary>
    public int Attempts { get; init; }

    /// <summary>What the person said who ended it.</summary>
    public string? Note { get; init; }
}

namespace Webhooks.Workflows.Patterns;

/// <summary>How far an escalation has come; the next run of its workflow is given it.</summary>
public sealed record EscalationState
{
    /// <summary>How often people were told, the first request included.</summary>
    public int Reminders { get; init; }

    /// <summary>Null before the first request.</summary>
    public DateTimeOffset? NextAt { get; init; }
}

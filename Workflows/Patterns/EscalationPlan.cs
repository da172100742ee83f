namespace Webhooks.Workflows.Patterns;

/// <summary>Whom to remind, and after how long.</summary>
public sealed record EscalationPlan
{
    /// <summary>The first request goes to the first one, each reminder to the next, and in the end always to the last.</summary>
    public IReadOnlyList<string> Channels { get; init; } = ["DevOps", "Alerts"];

    /// <summary>Until the first reminder; doubled after each one.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromHours(4);

    /// <summary>No two reminders are further apart.</summary>
    public TimeSpan LongestPatience { get; init; } = TimeSpan.FromDays(1);
}

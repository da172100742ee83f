namespace Webhooks.Activities.Jira;

/// <summary>What the statuses of a ticket mean. Their names are free text, their categories are not.</summary>
public static class TicketStatus
{
    private const string DoneCategory = "done";

    public static IReadOnlyList<string> StandardDoneNames { get; } = ["Done", "Resolved", "Closed"];

    /// <returns>Null when nothing is said about a status.</returns>
    public static bool? IsDone(string? name, string? category, IReadOnlyList<string>? doneNames = null) =>
        name is null && category is null ? null
        : string.Equals(category, DoneCategory, StringComparison.OrdinalIgnoreCase) || (name is not null && (doneNames ?? StandardDoneNames).Contains(name, StringComparer.OrdinalIgnoreCase));
}

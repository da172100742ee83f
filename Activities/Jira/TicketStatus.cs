namespace Webhooks.Activities.Jira;

/// <summary>What the statuses of a ticket mean. Their names are free text, their categories are not.</summary>
public static class TicketStatus
{
    private const string DoneCategory = "done";

    private static readonly string[] DoneNames = ["Done", "Resolved", "Closed"];

    /// <returns>Null when nothing is said about a status.</returns>
    public static bool? IsDone(string? name, string? category) =>
        name is null && category is null ? null
        : string.Equals(category, DoneCategory, StringComparison.OrdinalIgnoreCase) || DoneNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}

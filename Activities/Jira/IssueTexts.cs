namespace Webhooks.Activities.Jira;

/// <summary>What the body of a delivery says about an issue in words; foreign text. Null is what it does not speak of.</summary>
public sealed record IssueTexts
{
    public string? Summary { get; init; }

    /// <summary>What the ticket asks for, as text; its beginning, when it is long.</summary>
    public string? Description { get; init; }

    public string? Type { get; init; }

    public string? Priority { get; init; }

    /// <summary>Empty when it is assigned to nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Name of whoever did it.</summary>
    public string? By { get; init; }

    /// <summary>Address of the issue in the site's REST interface, which tells the scheme that the site is reached by.</summary>
    public string? Self { get; init; }

    /// <summary>Whether the status that the delivery names means that the work is done, by the names that are configured.</summary>
    public bool? IsDone { get; init; }

    public IReadOnlyList<FieldChange> Changes { get; init; } = [];
}

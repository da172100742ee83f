namespace Webhooks.Activities.Reports.Data;

/// <summary>A ticket of which something was heard within the window, as it stood at the end. Texts are foreign.</summary>
public sealed record ReportTicket
{
    public required string Site { get; init; }

    /// <summary>Such as <c>SHOP-41</c>; the id's digits where it was never told.</summary>
    public required string Key { get; init; }

    public required string Summary { get; init; }

    public string? Type { get; init; }

    public string? Status { get; init; }

    public string? Priority { get; init; }

    public string? Assignee { get; init; }

    /// <summary>How many events.</summary>
    public required int Changes { get; init; }

    /// <summary>It became done within the window, and is.</summary>
    public required bool IsCompleted { get; init; }

    /// <summary>It was done before and is not any more.</summary>
    public required bool IsReopened { get; init; }

    /// <summary>Of the last event.</summary>
    public required DateTimeOffset At { get; init; }

    public Uri? Link { get; init; }

    public string? Document { get; init; }
}

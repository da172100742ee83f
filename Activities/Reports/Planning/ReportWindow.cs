namespace Webhooks.Activities.Reports.Planning;

/// <summary>What a report covers: from the cut-off of the period before to its own, so that every moment is in exactly one period.</summary>
public sealed record ReportWindow
{
    public required DateTimeOffset From { get; init; }

    /// <summary>Not included.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>IANA name, such as <c>Europe/Berlin</c>: whose days these are.</summary>
    public required string TimeZone { get; init; }
}

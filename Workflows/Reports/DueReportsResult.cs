namespace Webhooks.Workflows.Reports;

/// <summary>What became of the periods that were due.</summary>
public sealed record DueReportsResult
{
    /// <summary>Periods whose reports were written, or found unchanged.</summary>
    public required IReadOnlyList<string> Written { get; init; }

    /// <summary>Periods whose reports somebody else was having written.</summary>
    public required IReadOnlyList<string> LeftAlone { get; init; }
}

using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Editions;

/// <summary>One version of a period's report. Its data are in its folder; this is small enough to travel.</summary>
public sealed record ReportEdition
{
    public required ReportKind Kind { get; init; }

    public required string Period { get; init; }

    public required ReportWindow Window { get; init; }

    /// <summary>From 1 on; 0 for a preliminary one.</summary>
    public required int Number { get; init; }

    /// <summary>When its data were read: what documents say they were written at.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>There already, with the same data.</summary>
    public required bool IsUnchanged { get; init; }

    /// <summary>Where the documents of the edition before it are; null for the first.</summary>
    public EditionLink? Amends { get; init; }

    /// <summary>SHA-256 of its data, 64 lower-case hex digits.</summary>
    public required string Digest { get; init; }

    public required ReportFigures Figures { get; init; }

    /// <summary>Of the period before, when it is known.</summary>
    public ReportFigures? Before { get; init; }

    public IReadOnlyList<MissingSource> Missing { get; init; } = [];

    /// <summary>Anomalies that nobody was told of yet.</summary>
    public IReadOnlyList<CostAnomaly> Anomalies { get; init; } = [];
}

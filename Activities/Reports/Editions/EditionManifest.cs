using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Editions;

/// <summary>The file <c>edition.json</c> of a published edition.</summary>
public sealed record EditionManifest
{
    public required ReportEdition Edition { get; init; }

    /// <summary>Deliveries of the ledger up to this one are what its data were made of.</summary>
    public required long LastSequence { get; init; }

    /// <summary>The report was made again with deliveries up to this one, and was the same. Not before <see cref="LastSequence"/>.</summary>
    public required long SameThrough { get; init; }

    public required IReadOnlyList<PublishedDocument> Documents { get; init; }

    /// <summary>When it was published first.</summary>
    public required DateTimeOffset ClosedAt { get; init; }

    /// <summary>The edition that took its place; null for the newest.</summary>
    public EditionLink? AmendedBy { get; init; }
}

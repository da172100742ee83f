using System.Security.Cryptography;
using System.Text.Json;
using Temporalio.Activities;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Editions;

/// <summary>Puts together what was collected, and keeps each edition's data and documents in a folder of its own.</summary>
public sealed class ReportEditions(ReportCalendar calendar, ReportFolder folder, CostMetrics? costs = null)
{
    /// <summary>The document that stands for an edition where one can be named only.</summary>
    private const string MainDocument = ".docx";

    /// <summary>Joins the parts and finds which edition they are: the newest one when its data are the same, otherwise the next.</summary>
    /// <param name="plan">What was read.</param>
    /// <param name="parts">One of each source; without a file where it failed for good.</param>
    [Activity]
    public Task<ReportEdition> AggregateAsync(ReportPlan plan, IReadOnlyList<CollectedPart> parts)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(parts);
        var data = new ReportParts(folder, plan, parts).Join();
        if (!plan.IsPreliminary)
        {
            // The last day of one that is not over may still be going on.
            costs?.Read(data.Costs);
        }

        var digest = DigestOf(data);
        var editions = folder.EditionsOf(plan.Kind, plan.Period);
        var newest = editions is [.., var last] ? last : null;
        if (!plan.IsPreliminary && newest is not null && newest.Edition.Digest == digest)
        {
            // The data file stays too: the documents have to be the same bytes.
            return Task.FromResult(newest.Edition with { IsUnchanged = true, Anomalies = [] });
        }

        var edition = new ReportEdition
        {
            Kind = plan.Kind,
            Period = plan.Period,
            Window = plan.Window,
            Number = plan.IsPreliminary ? 0 : (newest?.Edition.Number ?? 0) + 1,
            At = plan.At,
            IsUnchanged = false,
            Amends = plan.IsPreliminary || newest is null ? null : LinkTo(newest.Edition.Number, newest.Documents),
            Digest = digest,
            Figures = ReportFigures.Of(data),
            Before = folder.EditionsOf(plan.Kind, calendar.Previous(plan.Kind, plan.Period)) is [.., var before] ? before.Edition.Figures : null,
            Missing = data.Missing,
            Anomalies = new ToldAnomalies(calendar, folder).Untold(plan, data.Costs.Anomalies),
        };
        folder.WriteData(edition, data);
        return Task.FromResult(edition);
    }

    /// <summary>Writes down that the edition is published and where; from now on a later delivery amends it. The working folder is removed. Doing it again changes nothing.</summary>
    [Activity]
    public Task CloseAsync(ReportPlan plan, ReportEdition edition, IReadOnlyList<PublishedDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(documents);
        var known = folder.FindManifest(edition.Kind, edition.Period, edition.Number) is { } manifest && manifest.Edition.Digest == edition.Digest ? manifest : null;
        folder.WriteManifest(new EditionManifest
        {
            Edition = known?.Edition ?? edition with { IsUnchanged = false },
            LastSequence = known?.LastSequence ?? plan.LastSequence,
            SameThrough = Math.Max(known?.SameThrough ?? 0, plan.LastSequence),
            Documents = documents,
            ClosedAt = known?.ClosedAt ?? new DateTimeOffset(DateTime.SpecifyKind(ActivityExecutionContext.Current.Info.ScheduledTime, DateTimeKind.Utc)),
            AmendedBy = known?.AmendedBy,
        });
        if (edition.Amends is { } amended && folder.FindManifest(edition.Kind, edition.Period, amended.Number) is { } before)
        {
            folder.WriteManifest(before with { AmendedBy = LinkTo(edition.Number, documents) });
        }

        folder.DeleteWork(plan.Work);
        return Task.CompletedTask;
    }

    private static EditionLink LinkTo(int number, IReadOnlyList<PublishedDocument> documents)
    {
        var main = documents.FirstOrDefault(document => document.Name.EndsWith(MainDocument, StringComparison.Ordinal)) ?? (documents is [var first, ..] ? first : null);
        return new EditionLink(number, main?.Path, main?.Link);
    }

    /// <summary>Whether a delivery has its outcome by now changes nothing of what it tells.</summary>
    private static string DigestOf(ReportData data)
    {
        var counted = data.Completeness;
        var settled = data with { Completeness = counted with { Included = counted.Included + counted.Open, Open = 0 } };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(settled, ReportJson.Compact)));
    }
}

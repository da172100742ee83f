using Temporalio.Activities;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Editions;

/// <summary>Puts together what was collected, and keeps each edition's data and documents in a folder of its own.</summary>
public sealed class ReportEditions
{
    /// <summary>Joins the parts and finds which edition they are: the newest one when its data are the same, otherwise the next.</summary>
    /// <param name="plan">What was read.</param>
    /// <param name="parts">One of each source; without a file where it failed for good.</param>
    [Activity]
    public Task<ReportEdition> AggregateAsync(ReportPlan plan, IReadOnlyList<CollectedPart> parts) => throw new NotSupportedException($"{plan?.Period} {parts?.Count}");

    /// <summary>Writes down that the edition is published and where; from now on a later delivery amends it. The working folder is removed. Doing it again changes nothing.</summary>
    [Activity]
    public Task CloseAsync(ReportPlan plan, ReportEdition edition, IReadOnlyList<PublishedDocument> documents) => throw new NotSupportedException($"{plan?.Period} {edition?.Number} {documents?.Count}");
}

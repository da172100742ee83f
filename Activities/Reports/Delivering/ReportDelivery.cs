using Temporalio.Activities;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Delivering;

public sealed class ReportDelivery
{
    /// <summary>Mails a weekly report to the configured investors: documents attached, or linked where they are too large.</summary>
    /// <returns>Null when nobody is configured.</returns>
    [Activity]
    public Task<SentMail?> MailAsync(ReportEdition edition, IReadOnlyList<ReportFile> files, IReadOnlyList<PublishedDocument> documents, IReadOnlyList<ReportText> texts) =>
        throw new NotSupportedException($"{edition?.Period} {files?.Count} {documents?.Count} {texts?.Count}");

    /// <summary>Packs the week's data and documents into one checked file. The same week packed again gives the same file.</summary>
    /// <returns>Path of the archive.</returns>
    [Activity]
    public Task<string> ArchiveAsync(ReportEdition edition) => throw new NotSupportedException($"{edition?.Period}");
}

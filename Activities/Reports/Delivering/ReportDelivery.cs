using Temporalio.Activities;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Outbound;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Delivering;

public sealed class ReportDelivery(ReportFolder folder, ReportSettings settings, MailTransport transport, OutboundMetrics metrics)
{
    private readonly ReportArchive archive = new(folder);

    private static CancellationToken Cancelled => ActivityExecutionContext.Current.CancellationToken;

    /// <summary>Mails a weekly report to the configured investors: documents attached, or linked where they are too large.</summary>
    /// <returns>Null when nobody is configured.</returns>
    [Activity]
    public async Task<SentMail?> MailAsync(ReportEdition edition, IReadOnlyList<ReportFile> files, IReadOnlyList<PublishedDocument> documents, IReadOnlyList<ReportText> texts)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(files);
        if (settings.Investors.Count == 0)
        {
            return null;
        }

        var isAttached = files.Sum(file => file.Length) <= settings.LargestAttachments;
        var mail = new InvestorMail
        {
            Content = ReportContent.Of(edition, await folder.ReadDataAsync(edition, Cancelled), settings.Organisation, texts),
            Documents = documents,
            IsAttached = isAttached,
        };
        var message = new MailMessage
        {
            Key = $"report-mail:{ReportPeriod.WorkflowId(edition.Kind, edition.Period)}:{ReportNames.Edition(edition)}",
            To = settings.Investors,
            Subject = mail.Subject,
            Text = InvestorMailText.Of(mail),
            Html = InvestorMailHtml.Of(mail),
            Attachments = isAttached ? [.. files.Select(file => new MailAttachment { Name = file.Name, ContentType = file.ContentType, Content = ReportFiles.Read(folder, file) })] : [],
        };
        return await metrics.MailAsync(() => transport.SendAsync(message, Cancelled));
    }

    /// <summary>Packs the week's data and documents into one checked file. The same week packed again gives the same file.</summary>
    /// <returns>Path of the archive.</returns>
    [Activity]
    public Task<string> ArchiveAsync(ReportEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return Task.FromResult(archive.Pack(edition));
    }
}

using Temporalio.Testing;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Outbound;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Delivering;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Contracts.Reports;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Delivering;

public sealed class InvestorMailTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();
    private readonly OutboundMetrics metrics = new();
    private readonly ReportFolder folder;
    private readonly SentMails transport = new();

    public InvestorMailTests() => folder = new ReportFolder(temporary.Path);

    public void Dispose()
    {
        metrics.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task Investors_get_figures_summary_and_documents()
    {
        var mail = await SentAsync(SampleReports.Weekly("rich"));

        Assert.Equal("Investor report 2026-W47 · Acme Shop", mail.Subject);
        Assert.Equal(["ada@investors.example", "li@investors.example"], mail.To);
        Assert.Equal(["Investor Report 2026-W47.docx"], mail.Attachments.Select(attachment => attachment.Name));
        Assert.Equal("the document"u8, mail.Attachments[0].Content);
        Assert.All(new[] { mail.Text, mail.Html! }, part => // It has both parts.
        {
            Assert.Contains("Tickets completed", part, StringComparison.Ordinal);
            Assert.Contains("14 % vs. last week", part, StringComparison.Ordinal);
            Assert.Contains("20 pull requests were merged, and 18 tickets were completed.", part, StringComparison.Ordinal);
            Assert.Contains("https://acme.sharepoint.com/report.docx", part, StringComparison.Ordinal);
            Assert.Contains("Attached", part, StringComparison.Ordinal);
            Assert.Contains("Covers 13 November 2026, 17:00 to 20 November 2026, 17:00 (Europe/Berlin).", part, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Documents_that_are_too_large_together_are_linked()
    {
        var mail = await SentAsync(SampleReports.Weekly("rich"), largest: 11);

        Assert.Empty(mail.Attachments);
        Assert.Contains("Documents\n- Investor Report 2026-W47.docx: https://acme.sharepoint.com/report.docx\n- Metrics 2026-W47.xlsx: Weekly Reports/2026-11/Metrics 2026-W47.xlsx in the document store\n- Investor Deck 2026-W47.pptx: not uploaded yet\n", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_configured_is_nobody_mailed()
    {
        Assert.Null(await MailAsync(SampleReports.Weekly("rich"), new ReportSettings()));
        Assert.Empty(transport.Sent);
    }

    [Fact]
    public async Task Editions_are_different_mails_and_attempts_of_one_are_the_same()
    {
        var first = await SentAsync(SampleReports.Weekly("rich"));
        var again = await SentAsync(SampleReports.Weekly("rich"));
        var second = await SentAsync(SampleReports.Weekly("amended"));

        Assert.Equal((first.Key, first.Html, first.Text), (again.Key, again.Html, again.Text));
        Assert.NotEqual(first.Key, second.Key);
        Assert.Equal("Investor report 2026-W47 (edition 2) · Acme Shop", second.Subject);
        Assert.Contains("It takes the place of edition 1.", second.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_stands_before_the_numbers()
    {
        var mail = await SentAsync(SampleReports.Weekly("partial"));

        Assert.Contains("not known", mail.Text, StringComparison.Ordinal);
        Assert.True(mail.Text.IndexOf("Incomplete. Tickets could not be read", StringComparison.Ordinal) < mail.Text.IndexOf("Tickets completed", StringComparison.Ordinal));
        Assert.True(mail.Html!.IndexOf("Incomplete. Tickets could not be read", StringComparison.Ordinal) < mail.Html.IndexOf("Tickets completed", StringComparison.Ordinal)); // It has this part.
    }

    [Fact]
    public async Task Foreign_text_is_escaped_and_links_nowhere()
    {
        var sample = SampleReports.Weekly("hostile");
        var mail = await SentAsync(sample, document: new PublishedDocument { Name = "\"><img src=x>.docx", Link = new Uri("javascript:alert(1)") });

        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", mail.Html + mail.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;bold&lt;/b&gt;", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_the_mail_is_fetched_from_elsewhere()
    {
        var mail = await SentAsync(SampleReports.Weekly("rich"));

        Assert.DoesNotContain("src=", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail.Html, StringComparison.Ordinal);
    }

    private async Task<MailMessage> SentAsync(SampleReport sample, long largest = 1_000, PublishedDocument? document = null)
    {
        var settings = new ReportSettings { Organisation = SampleReport.Organisation, Investors = ["ada@investors.example", "li@investors.example"], LargestAttachments = largest };
        Assert.NotNull(await MailAsync(sample, settings, document));
        return transport.Sent[^1];
    }

    private Task<SentMail?> MailAsync(SampleReport sample, ReportSettings settings, PublishedDocument? document = null)
    {
        folder.WriteData(sample.Edition, sample.Data);
        var content = "the document"u8.ToArray();
        var file = new ReportFile
        {
            Name = "Investor Report 2026-W47.docx",
            Folder = "Weekly Reports/2026-11",
            ContentType = "application/octet-stream",
            Key = "report",
            Source = folder.Write(sample.Edition, "Investor Report 2026-W47.docx", content),
            Length = content.Length,
            Sha256 = ReportArchive.Hash(content),
        };
        var delivery = new ReportDelivery(folder, settings, transport, metrics);
        PublishedDocument[] documents =
        [
            document ?? new PublishedDocument { Name = file.Name, Path = "Weekly Reports/2026-11/Investor Report 2026-W47.docx", Link = new Uri("https://acme.sharepoint.com/report.docx") },
            new PublishedDocument { Name = "Metrics 2026-W47.xlsx", Path = "Weekly Reports/2026-11/Metrics 2026-W47.xlsx" },
            new PublishedDocument { Name = "Investor Deck 2026-W47.pptx" },
        ];
        return new ActivityEnvironment().RunAsync(() => delivery.MailAsync(sample.Edition, [file], documents, sample.Texts));
    }

    private sealed class SentMails : MailTransport
    {
        public List<MailMessage> Sent { get; } = [];

        public override Task<SentMail> SendAsync(MailMessage message, CancellationToken cancellationToken)
        {
            Sent.Add(message);
            return Task.FromResult(new SentMail { MessageId = message.Key });
        }
    }
}

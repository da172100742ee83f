using System.Text;
using Temporalio.Exceptions;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Tests.Graph;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Activities.Tests.Mail;

public sealed class OutboxMailTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_mail_is_a_file_that_mail_programs_open()
    {
        var message = Mails.Plain() with { To = ["mona@example.com", "hubert@example.com"], Cc = ["lisa@example.com"], Text = "Guten Tag,\nall is well.\n\nBye = bye. \n.\nFrom us" };

        var (sent, mail) = await SendAsync(message);

        Assert.Equal("weekly-investor-report-2026-w47-", Path.GetFileNameWithoutExtension(sent.Path!)[..^12]); // It has one.
        Assert.Equal("webhooks@contoso.com", mail.Header("From"));
        Assert.Equal("mona@example.com, hubert@example.com", mail.Header("To"));
        Assert.Equal("lisa@example.com", mail.Header("Cc"));
        Assert.Equal("Weekly report", mail.Header("Subject"));
        Assert.Equal("Fri, 20 Nov 2026 09:00:00 +0000", mail.Header("Date"));
        Assert.Equal(sent.MessageId, mail.Header("Message-ID"));
        Assert.Equal("1.0", mail.Header("MIME-Version"));
        Assert.Equal("text/plain; charset=utf-8", mail.Header("Content-Type"));
        Assert.Equal(message.Text, mail.Text);
    }

    [Fact]
    public async Task Text_and_HTML_are_alternatives_beside_the_attachments()
    {
        var data = Files.Octets(10_000);
        var (_, mail) = await SendAsync(Mails.Plain(Mails.Attachment("Kennzahlen für März – 漢字.xlsx", data), Mails.Attachment("plain.bin", [0])) with
        {
            Text = "Übersicht 👩‍🚀",
            Html = $"<p>Übersicht</p>{new string('x', 500)}",
        });

        Assert.StartsWith("multipart/mixed", mail.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal(3, mail.Parts.Count);
        Assert.StartsWith("multipart/alternative", mail.Parts[0].Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal(["Übersicht 👩‍🚀", $"<p>Übersicht</p>{new string('x', 500)}"], mail.Parts[0].Parts.Select(part => part.Text));
        Assert.Equal("Kennzahlen für März – 漢字.xlsx", mail.Parts[1].Parameter("Content-Disposition", "filename"));
        Assert.Equal("plain.bin", mail.Parts[2].Parameter("Content-Disposition", "filename"));
        Assert.Equal(data, mail.Parts[1].Content);
    }

    [Theory]
    [InlineData("Weekly report\r\nBcc: eve@example.com")]
    [InlineData("Weekly\nreport\r\n\r\n<script>alert(1)</script>")]
    [InlineData("=?utf-8?Q?Bcc:_eve?=")]
    [InlineData("Über – 漢字 👩‍🚀 \u202Egpj")]
    [InlineData("a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l")]
    [InlineData("")]
    public async Task A_subject_is_one_line_whatever_it_contains(string subject)
    {
        var (_, mail) = await SendAsync(Mails.Plain() with { Subject = subject });

        Assert.Equal(Documentation.PlainText.Line(subject), mail.Header("Subject"));
        Assert.Equal(["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"], mail.Headers.Select(header => header.Name));
        Assert.Equal("All is well.", mail.Text);
    }

    [Fact]
    public async Task A_long_subject_is_cut()
    {
        var (_, mail) = await SendAsync(Mails.Plain() with { Subject = string.Concat(Enumerable.Repeat("漢👩‍🚀", 500)) });

        Assert.InRange(mail.Header("Subject")!.Length, 150, 200); // It has one.
        Assert.EndsWith("…", mail.Header("Subject"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public async Task Whatever_an_attachment_is_called_it_is_one_attachment(string name)
    {
        var (_, mail) = await SendAsync(Mails.Plain(Mails.Attachment(name, [1, 2, 3])));

        var attachment = mail.Parts[1];
        Assert.Equal((byte[])[1, 2, 3], attachment.Content);
        Assert.Equal(["Content-Type", "Content-Transfer-Encoding", "Content-Disposition"], attachment.Headers.Select(header => header.Name));
        var shown = attachment.Parameter("Content-Disposition", "filename");
        Assert.False(string.IsNullOrWhiteSpace(shown) || shown.Contains('/') || shown.Contains('\\') || shown.StartsWith('.'));
    }

    [Theory]
    [InlineData("eve@example.com\r\nBcc: mallory@example.com")]
    [InlineData("eve@example.com\nBcc: mallory@example.com")]
    [InlineData("eve@example.com\n")]
    [InlineData("eve@example.com,mallory@example.com")]
    [InlineData("eve@example.com;mallory@example.com")]
    [InlineData("Eve <eve@example.com>")]
    [InlineData("<eve@example.com>")]
    [InlineData("\"eve, mallory\"@example.com")]
    [InlineData("eve@localhost")]
    [InlineData("eve@-example.com")]
    [InlineData("eve..eve@example.com")]
    [InlineData("eve@[127.0.0.1]")]
    [InlineData("eve@exämple.com")]
    [InlineData("eve @example.com")]
    [InlineData("@example.com")]
    [InlineData("eve@")]
    [InlineData("eve")]
    [InlineData("")]
    public async Task What_is_no_address_is_no_recipient(string address)
    {
        var to = await Assert.ThrowsAsync<ApplicationFailureException>(() => SendAsync(Mails.Plain() with { To = [address] }));
        var cc = await Assert.ThrowsAsync<ApplicationFailureException>(() => SendAsync(Mails.Plain() with { Cc = [address] }));

        Assert.Equal((ErrorTypes.Configuration, true), (to.ErrorType, to.NonRetryable));
        Assert.Equal((ErrorTypes.Configuration, true), (cc.ErrorType, cc.NonRetryable));
    }

    [Theory]
    [InlineData("text/plain\r\nX-Evil: 1")]
    [InlineData("text")]
    [InlineData("text/plain; name=\"x\"")]
    [InlineData("")]
    public async Task What_is_no_content_type_is_refused(string type)
    {
        var attachment = Mails.Attachment("a.txt", [1]) with { ContentType = type };

        Assert.Equal(ErrorTypes.Configuration, (await Assert.ThrowsAsync<ApplicationFailureException>(() => SendAsync(Mails.Plain(attachment)))).ErrorType);
    }

    [Fact]
    public async Task A_mail_without_a_recipient_is_refused() =>
        Assert.Equal(ErrorTypes.Configuration, (await Assert.ThrowsAsync<ApplicationFailureException>(() => SendAsync(Mails.Plain() with { To = [] }))).ErrorType);

    [Fact]
    public async Task The_same_mail_again_is_the_same_file_and_another_is_another()
    {
        await SendAsync(Mails.Plain());
        await SendAsync(Mails.Plain());
        await SendAsync(Mails.Plain() with { Key = "weekly-investor-report-2026/W47" });

        Assert.Equal(2, Directory.GetFiles(folder.Path, "*.eml").Length);
    }

    [Fact]
    public async Task A_mailbox_file_takes_no_line_for_another_mail()
    {
        var (sent, _) = await SendAsync(Mails.Plain() with { Text = "From here\n.\n..\nFrom there" });

        Assert.DoesNotContain(Encoding.ASCII.GetString(await File.ReadAllBytesAsync(sent.Path!)).Split("\r\n"), line => line.StartsWith("From ", StringComparison.Ordinal) || line.StartsWith('.')); // It has one.
    }

    private async Task<(SentMail Sent, EmlReader Mail)> SendAsync(MailMessage message)
    {
        var sent = await new OutboxMail(folder.Path, "webhooks@contoso.com", new TestClock()).SendAsync(message, CancellationToken.None);
        return (sent, EmlReader.Read(await File.ReadAllBytesAsync(sent.Path!))); // The outbox's mails have one.
    }
}

using Webhooks.Activities.Mail;

namespace Webhooks.Activities.Tests.Mail;

internal static class Mails
{
    public static MailMessage Plain(params MailAttachment[] attachments) => new()
    {
        Key = "weekly-investor-report-2026-W47",
        To = ["mona@example.com"],
        Subject = "Weekly report",
        Text = "All is well.",
        Attachments = attachments,
    };

    public static MailAttachment Attachment(string name, byte[] content) => new() { Name = name, ContentType = "application/octet-stream", Content = content };
}

using System.Globalization;
using System.Text;

namespace Webhooks.Activities.Mail;

/// <summary>A mail as an internet message (RFC 5322, MIME), as <c>.eml</c> files hold it. ASCII throughout, lines end in CRLF.</summary>
internal sealed class MimeMessage(MailMessage message, string sender, DateTimeOffset at)
{
    private const string Line = "\r\n";

    private readonly string id = Envelope.MessageId(message.Key, sender);

    /// <param name="message">As <see cref="Envelope.Check"/> leaves it.</param>
    /// <param name="sender">Address.</param>
    /// <param name="at">When it is sent.</param>
    public static byte[] Write(MailMessage message, string sender, DateTimeOffset at) => Encoding.ASCII.GetBytes(new MimeMessage(message, sender, at).Text());

    private string Text()
    {
        var content = message.Html is null
            ? TextPart("plain", message.Text)
            : Multipart("alternative", [TextPart("plain", message.Text), TextPart("html", message.Html)]);
        return string.Concat(
            $"From: {sender}{Line}",
            $"To: {string.Join($",{Line} ", message.To)}{Line}",
            message.Cc.Count > 0 ? $"Cc: {string.Join($",{Line} ", message.Cc)}{Line}" : "",
            $"Subject: {MimeHeader.Words(message.Subject)}{Line}",
            $"Date: {at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}{Line}",
            $"Message-ID: {id}{Line}",
            $"MIME-Version: 1.0{Line}",
            message.Attachments.Count > 0 ? Multipart("mixed", [content, .. message.Attachments.Select(Attachment)]) : content);
    }

    private static string TextPart(string subtype, string text) =>
        $"Content-Type: text/{subtype}; charset=utf-8{Line}Content-Transfer-Encoding: quoted-printable{Line}{Line}{QuotedPrintable.Encode(text)}{Line}";

    private static string Attachment(MailAttachment attachment) =>
        $"Content-Type: {attachment.ContentType}{Line}Content-Transfer-Encoding: base64{Line}"
        + $"Content-Disposition: attachment;{Line} {MimeHeader.Parameter("filename", attachment.Name)}{Line}{Line}"
        + $"{Convert.ToBase64String(attachment.Content, Base64FormattingOptions.InsertLineBreaks)}{Line}";

    /// <summary>The boundary begins with what neither quoted-printable nor Base64 can contain.</summary>
    private string Multipart(string subtype, IReadOnlyList<string> parts)
    {
        var boundary = $"=_{subtype}_{id[1..id.IndexOf('@')]}";
        return $"Content-Type: multipart/{subtype};{Line} boundary=\"{boundary}\"{Line}{Line}"
            + string.Concat(parts.Select(part => $"--{boundary}{Line}{part}"))
            + $"--{boundary}--{Line}";
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Temporalio.Exceptions;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Outbound;

namespace Webhooks.Activities.Mail;

/// <summary>
/// What a mail may be. Addresses are of a plain form only, so nothing in one can end a header or name another recipient; what else goes into
/// headers is made one line of visible characters.
/// </summary>
internal static class Envelope
{
    private const int LongestAddress = 254;
    private const int LongestSubject = 200;
    private const int MostRecipients = 100;
    private const int MostAttachments = 20;

    // What Microsoft Graph takes of one attachment; a mailbox may be set to less.
    private const long LargestContent = 150_000_000;

    private static readonly Regex Address = new(
        @"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex ContentType = new(
        @"^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,80}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,80}(; ?charset=[A-Za-z0-9-]{1,20})?\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public static bool IsAddress(string text) => text.Length <= LongestAddress && text.IndexOf('@') is > 0 and <= 64 && Address.IsMatch(text);

    /// <summary>The mail as it is sent: one line of subject, attachments of safe names of which no two are the same.</summary>
    /// <exception cref="ApplicationFailureException">It cannot be sent as it is, now or later.</exception>
    public static MailMessage Check(MailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        string[] recipients = [.. message.To, .. message.Cc];
        Refuse(message.To.Count == 0, "A mail needs a recipient.");
        Refuse(recipients.Length > MostRecipients, $"A mail has more than {MostRecipients} recipients.");
        Refuse(Array.Exists(recipients, each => !IsAddress(each)), "A recipient is not an address of the form name@example.com.");
        Refuse(message.Attachments.Count > MostAttachments, $"A mail has more than {MostAttachments} attachments.");
        Refuse(message.Attachments.Sum(each => (long)each.Content.Length) > LargestContent, "The attachments of a mail are larger than 150 MB.");
        Refuse(message.Attachments.Any(each => !ContentType.IsMatch(each.ContentType)), "The content type of an attachment is none.");
        return message with
        {
            To = [.. message.To.Distinct(StringComparer.OrdinalIgnoreCase)],
            Cc = [.. message.Cc.Except(message.To, StringComparer.OrdinalIgnoreCase)],
            Subject = PlainText.Cut(PlainText.Line(message.Subject), LongestSubject),
            Attachments = Named(message.Attachments),
        };
    }

    /// <summary>The same for the same key and sender.</summary>
    public static string MessageId(string key, string sender)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 20));
        return $"<{hash}@{sender[(sender.IndexOf('@') + 1)..]}>";
    }

    private static List<MailAttachment> Named(IEnumerable<MailAttachment> attachments)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        List<MailAttachment> named = [];
        foreach (var each in attachments)
        {
            var name = FileName.Part(each.Name);
            var copy = 1;
            while (!names.Add(name))
            {
                copy++;
                name = FileName.Part($"{copy} {each.Name}");
            }

            named.Add(each with { Name = name });
        }

        return named;
    }

    private static void Refuse(bool condition, string reason)
    {
        if (condition)
        {
            throw new ApplicationFailureException(reason, ErrorTypes.Configuration, nonRetryable: true);
        }
    }
}

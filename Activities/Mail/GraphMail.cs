using Temporalio.Exceptions;
using Webhooks.Activities.Graph;

namespace Webhooks.Activities.Mail;

/// <summary>
/// Mails from a mailbox of Microsoft 365. Each is a draft before it is sent, with a <c>Message-ID</c> made of its key: an attempt that finds the
/// draft goes on with it, one that finds the mail among those sent has nothing to do, and one draft can be sent once. What is left: Graph
/// accepts a mail before the mailbox shows that it was sent. When that answer is lost and the next attempt finds neither draft nor mail,
/// a second one with the same <c>Message-ID</c> is sent.
/// </summary>
public sealed class GraphMail(GraphClient graph, string sender) : MailTransport
{
    /// <summary>Of a request; Base64 makes four of three.</summary>
    private const long LargestWhole = GraphMailbox.LargestAtOnce;

    private readonly GraphMailbox mailbox = new(graph, sender);

    public override async Task<SentMail> SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        var checkedMail = Envelope.Check(message);
        var id = Envelope.MessageId(message.Key, sender);
        var known = await mailbox.FindAsync(id, cancellationToken);
        if (known is null or { IsDraft: true })
        {
            var draft = await CompleteAsync(known?.Id, checkedMail, id, cancellationToken);
            if (!await mailbox.SendAsync(draft, cancellationToken) && await mailbox.FindAsync(id, cancellationToken) is not { IsDraft: false })
            {
                throw new ApplicationFailureException("The draft of a mail is gone, and the mail is not among those sent.", ErrorTypes.Unavailable);
            }
        }

        return new SentMail { MessageId = id };
    }

    /// <returns>Id of a draft that has all its attachments.</returns>
    private async Task<string> CompleteAsync(string? known, MailMessage message, string id, CancellationToken cancellationToken)
    {
        var isWhole = known is null && message.Attachments.Sum(each => (long)each.Content.Length) <= LargestWhole;
        var draft = known ?? await mailbox.DraftAsync(message, id, isWhole, cancellationToken);
        var attached = isWhole || message.Attachments.Count == 0 ? [.. message.Attachments.Select(each => each.Name)]
            : known is null ? []
            : await mailbox.AttachedAsync(draft, cancellationToken);
        foreach (var missing in message.Attachments.Where(each => !attached.Contains(each.Name, StringComparer.Ordinal)))
        {
            await mailbox.AttachAsync(draft, missing, cancellationToken);
        }

        return draft;
    }
}

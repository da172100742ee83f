using Webhooks.Activities.Outbound;
using Webhooks.Storage.Durability;

namespace Webhooks.Activities.Mail;

/// <summary>Mails as <c>.eml</c> files, which every mail program opens. Nothing is sent.</summary>
public sealed class OutboxMail(string directory, string sender, TimeProvider time) : MailTransport
{
    private readonly WholeFiles files = new(directory);

    public override Task<SentMail> SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var eml = MimeMessage.Write(Envelope.Check(message), sender, time.GetUtcNow());
        var path = LocalFiles.Write(files, $"{FileName.OfKey(message.Key)}.eml", eml);
        return Task.FromResult(new SentMail { MessageId = Envelope.MessageId(message.Key, sender), Path = path });
    }
}

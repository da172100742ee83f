using Temporalio.Exceptions;

namespace Webhooks.Activities.Mail;

/// <summary>How mails get out: into files of an outbox, or through Microsoft Graph.</summary>
public abstract class MailTransport
{
    /// <summary>Sends the mail, unless an earlier attempt did.</summary>
    /// <exception cref="ApplicationFailureException">It could not.</exception>
    public abstract Task<SentMail> SendAsync(MailMessage message, CancellationToken cancellationToken);
}

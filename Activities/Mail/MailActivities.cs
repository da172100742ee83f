using Temporalio.Activities;
using Webhooks.Activities.Outbound;

namespace Webhooks.Activities.Mail;

public sealed class MailActivities(MailTransport transport, OutboundMetrics metrics)
{
    /// <summary>Sends a mail. Attempts of the same mail have one key, by which the transport finds what an earlier one sent.</summary>
    [Activity]
    public Task<SentMail> SendMailAsync(MailMessage message) =>
        metrics.MailAsync(() => transport.SendAsync(message, ActivityExecutionContext.Current.CancellationToken));
}

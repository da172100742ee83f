using Temporalio.Exceptions;

namespace Webhooks.Activities.Notifications;

/// <summary>How people are told: by files of an outbox, or by cards in Teams.</summary>
public abstract class Notifier
{
    /// <exception cref="ApplicationFailureException">They could not be told.</exception>
    public abstract Task NotifyAsync(Notification notification, CancellationToken cancellationToken);
}

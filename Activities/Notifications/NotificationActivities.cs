using Temporalio.Activities;
using Webhooks.Activities.Outbound;

namespace Webhooks.Activities.Notifications;

public sealed class NotificationActivities(Notifier notifier, OutboundMetrics metrics)
{
    /// <summary>
    /// Tells a channel. When the answer to an attempt is lost, the next one may tell it a second time: Teams has no way to find out.
    /// </summary>
    [Activity]
    public Task NotifyAsync(Notification notification) =>
        metrics.NotifyAsync(() => notifier.NotifyAsync(notification, ActivityExecutionContext.Current.CancellationToken));
}

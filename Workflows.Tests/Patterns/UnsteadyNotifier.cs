using System.Collections.Concurrent;
using Temporalio.Exceptions;
using Webhooks.Activities;
using Webhooks.Activities.Notifications;

namespace Webhooks.Workflows.Tests.Patterns;

/// <summary>Hears what people are told, and can be down.</summary>
internal sealed class UnsteadyNotifier : Notifier
{
    private readonly ConcurrentQueue<Notification> told = new();

    public bool IsDown { get; set; }

    public IReadOnlyList<Notification> Told => [.. told];

    public override Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new ApplicationFailureException("Nobody can be told.", ErrorTypes.Unavailable);
        }

        told.Enqueue(notification);
        return Task.CompletedTask;
    }
}

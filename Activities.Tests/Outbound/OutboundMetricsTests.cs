using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Temporalio.Exceptions;
using Temporalio.Testing;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Outbound;
using Webhooks.Activities.Tests.Graph;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Mail;
using Webhooks.Activities.Tests.Notifications;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Activities.Tests.Outbound;

public sealed class OutboundMetricsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly OutboundMetrics metrics = new();
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<(string Instrument, object? Outcome)> counted = new();

    public OutboundMetricsTests()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (metrics.Owns(instrument.Meter))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => counted.Enqueue((instrument.Name, tags[0].Value)));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Attempts_are_counted_with_their_outcomes()
    {
        var documents = new DocumentActivities(new FolderStore(folder.Path), new UploadBackup(folder.Path), metrics);
        var mails = new MailActivities(new OutboxMail(folder.Path, "webhooks@localhost", new TestClock()), metrics);
        var notifications = new NotificationActivities(new OutboxNotifier(folder.Path, new TestClock()), metrics);

        await new ActivityEnvironment().RunAsync(() => documents.UploadDocumentAsync(Files.Small()));
        await Assert.ThrowsAsync<ApplicationFailureException>(() => new ActivityEnvironment().RunAsync(() => documents.UploadBackupAsync("none")));
        await new ActivityEnvironment().RunAsync(() => mails.SendMailAsync(Mails.Plain()));
        await Assert.ThrowsAsync<ApplicationFailureException>(() => new ActivityEnvironment().RunAsync(() => mails.SendMailAsync(Mails.Plain() with { To = [] })));
        await new ActivityEnvironment().RunAsync(() => notifications.NotifyAsync(Notices.Deployment()));

        Assert.Equal(
            [("webhooks.uploads", "done"), ("webhooks.uploads", "NotFound"), ("webhooks.mails", "done"), ("webhooks.mails", "ConfigurationError"), ("webhooks.notifications", "done")],
            counted);
    }
}

using System.Diagnostics.Metrics;
using Temporalio.Exceptions;

namespace Webhooks.Activities.Outbound;

/// <summary>Meter <c>Webhooks.Outbound</c>: attempts to put documents, mails and notifications where people read them. Outcomes are <c>done</c> and the error types.</summary>
public sealed class OutboundMetrics : IDisposable
{
    public const string MeterName = "Webhooks.Outbound";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> uploads;
    private readonly Counter<long> mails;
    private readonly Counter<long> notifications;

    public OutboundMetrics()
    {
        uploads = meter.CreateCounter<long>("webhooks.uploads", "{attempt}", "Attempts to put a document into the document store.");
        mails = meter.CreateCounter<long>("webhooks.mails", "{attempt}", "Attempts to send a mail.");
        notifications = meter.CreateCounter<long>("webhooks.notifications", "{attempt}", "Attempts to notify a channel.");
    }

    public void Dispose() => meter.Dispose();

    /// <summary>Meters have one name in a process, and this is told from another's by the object.</summary>
    internal bool Owns(Meter other) => ReferenceEquals(meter, other);

    internal Task<T> UploadAsync<T>(Func<Task<T>> attempt) => CountAsync(uploads, attempt);

    internal Task<T> MailAsync<T>(Func<Task<T>> attempt) => CountAsync(mails, attempt);

    internal Task NotifyAsync(Func<Task> attempt) => CountAsync(notifications, async () =>
    {
        await attempt();
        return true;
    });

    private static async Task<T> CountAsync<T>(Counter<long> counter, Func<Task<T>> attempt)
    {
        var outcome = "Error";
        try
        {
            var result = await attempt();
            outcome = "done";
            return result;
        }
        catch (ApplicationFailureException failure)
        {
            outcome = failure.ErrorType ?? outcome;
            throw;
        }
        finally
        {
            counter.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}

using Temporalio.Common;
using Temporalio.Workflows;
using Webhooks.Activities;

namespace Webhooks.Workflows;

/// <summary>
/// The one table of retry policies and time limits. An activity is called with one of these and nothing else. A limit is also how long the
/// work of a worker that was killed lies idle, so it is a few times what the slowest honest attempt takes, and no more.
/// </summary>
internal static class ActivityPolicies
{
    private static readonly string[] NeverRetried = [ErrorTypes.Authentication, ErrorTypes.Configuration];

    /// <summary>Must succeed: what a handler is for.</summary>
    public static ActivityOptions Critical => Options(initial: 5, coefficient: 2, maximum: 120, attempts: 10, limit: 20);

    public static ActivityOptions Standard => Options(initial: 1, coefficient: 2, maximum: 30, attempts: 5, limit: 20);

    /// <summary>Writing texts. A model may be slow, so the activity gives signs of life: without one it counts as lost long before its limit.</summary>
    public static ActivityOptions Generation => Options(initial: 2, coefficient: 2, maximum: 60, attempts: 3, limit: 120, silence: 30);

    /// <summary>Reading what a report is made of, putting it together and laying it out: standard, but a week of a large organisation takes its time.</summary>
    public static ActivityOptions Reporting => Options(initial: 1, coefficient: 2, maximum: 30, attempts: 5, limit: 300);

    /// <summary>What is not uploaded by then goes to the backup: others wait behind it.</summary>
    public static ActivityOptions Upload => Options(initial: 3, coefficient: 2, maximum: 60, attempts: 5, limit: 300).Within(TimeSpan.FromMinutes(15));

    /// <summary>Notifications: the work is done without them, and does not wait long for a system that asks to be left alone.</summary>
    public static ActivityOptions NonCritical => Options(initial: 1, coefficient: 1.5f, maximum: 10, attempts: 3, limit: 60).Within(TimeSpan.FromMinutes(3));

    /// <summary>
    /// Writing into the knowledge base, which is ours as the ledger is: what is written waits for it to come back. Not for ever, because what
    /// fails for a day is no outage.
    /// </summary>
    public static ActivityOptions Storage
    {
        get
        {
            var options = Options(initial: 5, coefficient: 2, maximum: 120, attempts: 0, limit: 20);
            options.ScheduleToCloseTimeout = TimeSpan.FromDays(1);
            return options;
        }
    }

    /// <summary>
    /// Writing the outcome: tried until it is written, whoever asks the workflow to stop, because a delivery without an outcome breaks the
    /// product's promise.
    /// </summary>
    public static ActivityOptions Settlement => UntilDone(limit: 15);

    /// <summary>
    /// Reading what happened to an entity before its workflow was started: tried until it is read, because what would be written without it
    /// replaces what is known by less. Deliveries wait meanwhile.
    /// </summary>
    public static ActivityOptions Recollection => UntilDone(limit: 60);

    /// <summary>Goes on when the workflow is asked to stop; the entity finishes what it has taken before it ends.</summary>
    public static ActivityOptions Uninterrupted(this ActivityOptions options)
    {
        options.CancellationToken = CancellationToken.None;
        return options;
    }

    private static ActivityOptions Within(this ActivityOptions options, TimeSpan limit)
    {
        options.ScheduleToCloseTimeout = limit;
        return options;
    }

    private static ActivityOptions UntilDone(double limit)
    {
        var options = Options(initial: 1, coefficient: 2, maximum: 30, attempts: 0, limit);
        options.RetryPolicy!.NonRetryableErrorTypes = null; // Set in the line above.
        return options;
    }

    // Options can be changed by whoever holds them, so every call gets its own.
    private static ActivityOptions Options(double initial, float coefficient, double maximum, int attempts, double limit, double? silence = null) => new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(limit),
        HeartbeatTimeout = silence is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        RetryPolicy = new RetryPolicy
        {
            InitialInterval = TimeSpan.FromSeconds(initial),
            BackoffCoefficient = coefficient,
            MaximumInterval = TimeSpan.FromSeconds(maximum),
            MaximumAttempts = attempts,
            NonRetryableErrorTypes = NeverRetried,
        },
    };
}

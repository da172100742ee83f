using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>
/// How long a task poller waits after a failed poll. Outages of any length are waited for; an answer that no waiting mends
/// (unknown namespace, refused credentials) ends the worker when it has lasted a minute.
/// </summary>
internal sealed class PollRetry(TimeProvider time, Func<double>? jitter = null)
{
    private static readonly TimeSpan Initial = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Maximum = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    private readonly Func<double> jitter = jitter ?? RetryJitter.Next;
    private int failures;
    private long? outageStart;

    internal void Succeeded() => (failures, outageStart) = (0, null);

    /// <summary>The time to wait before the next poll, or null when there is to be none.</summary>
    internal TimeSpan? Failed(RpcException e)
    {
        outageStart ??= time.GetTimestamp();
        failures++;
        if (!RpcRetryPolicy.IsRetryable(e) && e.Code != RpcException.StatusCode.DeadlineExceeded)
        {
            return time.GetElapsedTime(outageStart.Value) < Tolerance ? Maximum : null;
        }

        // A server that is over its limits gets a longer rest from the start.
        var initial = e.Code == RpcException.StatusCode.ResourceExhausted ? TimeSpan.FromSeconds(1) : Initial;
        var delay = Math.Min(initial.Ticks * Math.Pow(2, Math.Min(failures, 30) - 1), Maximum.Ticks);
        return TimeSpan.FromTicks((long)(delay * (0.8 + (0.4 * jitter()))));
    }
}

using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>
/// Decides whether and when a failed call is made again. Time is counted from the first failure, so that a long poll that
/// loses its server after a minute is still retried.
/// </summary>
internal sealed class RpcRetryPolicy(RpcRetryOptions? options, TimeProvider time, Func<double>? jitter = null)
{
    private static readonly TimeSpan ThrottleInitial = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ThrottleMaximum = TimeSpan.FromSeconds(10);

    private readonly RpcRetryOptions limits = options ?? new() { Multiplier = 1.7F };
    private readonly Func<double> jitter = jitter ?? RetryJitter.Next;

    internal static bool IsRetryable(RpcException e) => e.Code switch
    {
        // Too large stays too large.
        RpcException.StatusCode.ResourceExhausted => !e.Message.Contains("received message larger than max", StringComparison.OrdinalIgnoreCase),
        RpcException.StatusCode.Unavailable or
        RpcException.StatusCode.Internal or
        RpcException.StatusCode.Unknown or
        RpcException.StatusCode.DataLoss or
        RpcException.StatusCode.Aborted or
        RpcException.StatusCode.OutOfRange => true,
        // The caller's own cancellation is another exception; this one came from the transport.
        RpcException.StatusCode.Cancelled => true,
        RpcException.StatusCode.OK or
        RpcException.StatusCode.InvalidArgument or
        RpcException.StatusCode.DeadlineExceeded or
        RpcException.StatusCode.NotFound or
        RpcException.StatusCode.AlreadyExists or
        RpcException.StatusCode.PermissionDenied or
        RpcException.StatusCode.FailedPrecondition or
        RpcException.StatusCode.Unimplemented or
        RpcException.StatusCode.Unauthenticated => false,
    };

    internal async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        long? firstFailure = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (RpcException e) when (IsRetryable(e) && attempt <= limits.MaxRetries)
            {
                var delay = Delay(attempt, e.Code == RpcException.StatusCode.ResourceExhausted);
                firstFailure ??= time.GetTimestamp();
                if (time.GetElapsedTime(firstFailure.Value) + delay > (limits.MaxElapsedTime ?? TimeSpan.MaxValue))
                {
                    throw;
                }

                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    internal TimeSpan Delay(int attempt, bool throttled)
    {
        var own = Exponential(limits.InitialInterval, limits.Multiplier, attempt, limits.MaxInterval);
        var delay = throttled ? TimeSpan.FromTicks(Math.Max(own.Ticks, Exponential(ThrottleInitial, 2, attempt, ThrottleMaximum).Ticks)) : own;
        return delay * (1 + (limits.RandomizationFactor * ((2 * jitter()) - 1)));
    }

    private static TimeSpan Exponential(TimeSpan initial, double multiplier, int attempt, TimeSpan maximum) =>
        TimeSpan.FromTicks((long)Math.Min(initial.Ticks * Math.Pow(multiplier, attempt - 1), maximum.Ticks));
}

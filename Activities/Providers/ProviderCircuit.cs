using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Webhooks.Activities.Providers;

/// <summary>
/// Repeats what may be repeated, and leaves a host alone for five minutes that failed five times in a row; then one call finds out whether it
/// is back.
/// </summary>
internal sealed class ProviderCircuit
{
    private const int FailuresInARow = 5;
    private const int Repetitions = 2;

    private static readonly TimeSpan Break = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);

    private readonly string host;
    private readonly ResiliencePipeline<CallOutcome> once;
    private readonly ResiliencePipeline<CallOutcome> repeated;
    private int failures;

    public ProviderCircuit(string host, TimeProvider time)
    {
        this.host = host;
        once = new ResiliencePipelineBuilder<CallOutcome> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<CallOutcome>
            {
                // Polly breaks by a ratio within a time, which a quiet system never reaches and a busy one too late. So the row is
                // counted here, and what ends it is the first that Polly hears of: any ratio will do.
                ShouldHandle = arguments => ValueTask.FromResult(EndsRow(arguments.Outcome.Result)),
                FailureRatio = 0,
                MinimumThroughput = 2,
                SamplingDuration = TimeSpan.FromDays(1),
                BreakDuration = Break,
            })
            .Build();
        repeated = new ResiliencePipelineBuilder<CallOutcome> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<CallOutcome>
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { IsPassing: true }),
                MaxRetryAttempts = Repetitions,
                Delay = FirstDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.Wait),
            })
            .AddPipeline(once)
            .Build();
    }

    public async Task<CallOutcome> ExecuteAsync(CallSafety safety, Func<CancellationToken, ValueTask<CallOutcome>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await (safety == CallSafety.Safe ? repeated : once).ExecuteAsync(call, cancellationToken);
        }
        catch (BrokenCircuitException broken)
        {
            return CallOutcome.LeftAlone(host, broken.RetryAfter);
        }
    }

    /// <summary>Called once for each try. One that the caller gave up has no outcome and tells nothing.</summary>
    private bool EndsRow(CallOutcome? outcome)
    {
        if (outcome is { IsFault: true })
        {
            return Interlocked.Increment(ref failures) >= FailuresInARow;
        }

        if (outcome is not null)
        {
            Interlocked.Exchange(ref failures, 0);
        }

        return false;
    }
}

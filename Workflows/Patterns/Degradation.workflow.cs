using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Webhooks.Workflows.Patterns;

/// <summary>Graceful degradation: when the better way fails for good, the lesser one, whose result says that it is the lesser one.</summary>
internal static partial class Degradation
{
    /// <param name="step">What is done, for log and metric; of a closed set, lower case with hyphens.</param>
    /// <param name="primaryAsync">The better way, with its own retries.</param>
    /// <param name="fallbackAsync">Is given why; its own failure is the caller's.</param>
    public static async Task<T> OrElseAsync<T>(string step, Func<Task<T>> primaryAsync, Func<FailureException, Task<T>> fallbackAsync)
    {
        FailureException reason;
        try
        {
            return await primaryAsync();
        }
        catch (FailureException failure) when (StepFailure.IsOfTheStep(failure))
        {
            reason = failure;
        }

        Log.Degraded(Workflow.Logger, step, FailureName.Of(reason));
        StepMetrics.Degraded(step);
        return await fallbackAsync(reason);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Step} failed with {Reason}; the fallback takes its place.")]
        public static partial void Degraded(ILogger logger, string step, string reason);
    }
}

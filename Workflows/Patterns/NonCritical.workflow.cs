using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Webhooks.Workflows.Patterns;

/// <summary>Steps without which the work is done all the same.</summary>
internal static partial class NonCritical
{
    /// <param name="step">What is done, for log, metric and result; of a closed set, lower case with hyphens.</param>
    /// <param name="stepAsync">With its own retries.</param>
    /// <returns>What was left out, for the result of the work; null when it was done.</returns>
    public static async Task<SkippedStep?> TryAsync(string step, Func<Task> stepAsync)
    {
        try
        {
            await stepAsync();
            return null;
        }
        catch (FailureException failure) when (StepFailure.IsOfTheStep(failure))
        {
            var skipped = new SkippedStep { Step = step, Reason = FailureName.Of(failure) };
            Log.Skipped(Workflow.Logger, skipped.Step, skipped.Reason);
            StepMetrics.Skipped(step);
            return skipped;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Step} failed with {Reason} and is left out.")]
        public static partial void Skipped(ILogger logger, string step, string reason);
    }
}

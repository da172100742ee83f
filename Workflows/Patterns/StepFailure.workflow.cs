using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Webhooks.Workflows.Patterns;

internal static class StepFailure
{
    /// <summary>False when the step ended because the whole workflow is asked to stop: then nothing takes its place.</summary>
    public static bool IsOfTheStep(FailureException failure) =>
        !(Workflow.CancellationToken.IsCancellationRequested && TemporalException.IsCanceledException(failure));
}

using Temporalio.Exceptions;

namespace Temporalio.Worker.Instances;

/// <summary>Workflow code failed in a way that ends the workflow task, not the run.</summary>
internal sealed class ActivationFailedException(Exception cause) : TemporalException(cause.Message, cause)
{
    public Exception Cause { get; } = cause;
}

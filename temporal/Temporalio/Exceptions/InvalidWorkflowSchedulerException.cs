namespace Temporalio.Exceptions;

/// <summary>Workflow code scheduled work outside its own task scheduler; the stack is of the place that did it.</summary>
public class InvalidWorkflowSchedulerException : InvalidWorkflowOperationException
{
    private readonly string? stackTrace;

    internal InvalidWorkflowSchedulerException(string message, string? stackTrace = null)
        : base(message) => this.stackTrace = stackTrace;

    public override string? StackTrace => stackTrace ?? base.StackTrace;
}

namespace Temporalio.Exceptions;

/// <summary>Workflow code, or the worker on its behalf, did what a workflow must not do. Fails the task, not the workflow.</summary>
public class InvalidWorkflowOperationException : TemporalException
{
    internal InvalidWorkflowOperationException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

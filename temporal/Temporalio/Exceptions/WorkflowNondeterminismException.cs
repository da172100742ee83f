namespace Temporalio.Exceptions;

/// <summary>The code no longer produces what the history recorded.</summary>
public class WorkflowNondeterminismException : InvalidWorkflowOperationException
{
    internal WorkflowNondeterminismException(string message)
        : base(message)
    {
    }
}

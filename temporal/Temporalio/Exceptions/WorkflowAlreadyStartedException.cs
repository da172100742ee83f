namespace Temporalio.Exceptions;

/// <summary>The workflow id is taken and the policies given do not allow another run.</summary>
public class WorkflowAlreadyStartedException : FailureException
{
    public WorkflowAlreadyStartedException(string message, string workflowId, string runId)
        : this(message, workflowId, "<unknown>", runId)
    {
    }

    public WorkflowAlreadyStartedException(string message, string workflowId, string workflowType, string runId)
        : base(message)
    {
        WorkflowId = workflowId;
        WorkflowType = workflowType;
        RunId = runId;
    }

    public string WorkflowId { get; }

    /// <summary>The type that was to be started, not the one that runs.</summary>
    public string WorkflowType { get; }

    /// <summary>The run that holds the id.</summary>
    public string RunId { get; }
}

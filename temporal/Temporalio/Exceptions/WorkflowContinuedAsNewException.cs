namespace Temporalio.Exceptions;

/// <summary>The run ended by continuing as new and the caller asked not to follow.</summary>
public class WorkflowContinuedAsNewException(string newRunId) : TemporalException("Workflow continued as new")
{
    public string NewRunId { get; } = newRunId;
}

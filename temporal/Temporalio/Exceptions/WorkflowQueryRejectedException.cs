using Temporalio.Api.Enums.V1;

namespace Temporalio.Exceptions;

/// <summary>The query's reject condition held.</summary>
public class WorkflowQueryRejectedException(WorkflowExecutionStatus workflowStatus)
    : TemporalException($"Query rejected, workflow status: {workflowStatus}")
{
    public WorkflowExecutionStatus WorkflowStatus { get; } = workflowStatus;
}

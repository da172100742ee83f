using Temporalio.Api.Enums.V1;
using ProtoFailure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Exceptions;

/// <summary>A child workflow did not succeed; the inner exception says why.</summary>
public class ChildWorkflowFailureException : FailureException
{
    protected internal ChildWorkflowFailureException(ProtoFailure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ChildWorkflowExecutionFailureInfo is null)
        {
            throw new ArgumentException("Not a child workflow failure", nameof(failure));
        }
    }

    public new ProtoFailure Failure => RequiredFailure;

    public string Namespace => Failure.ChildWorkflowExecutionFailureInfo.Namespace;

    public string WorkflowId => Failure.ChildWorkflowExecutionFailureInfo.WorkflowExecution?.WorkflowId ?? "";

    public string RunId => Failure.ChildWorkflowExecutionFailureInfo.WorkflowExecution?.RunId ?? "";

    public string WorkflowType => Failure.ChildWorkflowExecutionFailureInfo.WorkflowType?.Name ?? "";

    public RetryState RetryState => Failure.ChildWorkflowExecutionFailureInfo.RetryState;
}

using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class DescribeWorkflow
{
    public static DescribeWorkflowExecutionResponse Execute(Transaction tx, DescribeWorkflowExecutionRequest request) => throw new NotImplementedException();
}

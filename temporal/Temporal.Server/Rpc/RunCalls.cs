using Google.Protobuf;
using Temporal.Server.Engine;
using Temporal.Server.Wire;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>What clients do to runs.</summary>
internal sealed class RunCalls(ServerCore core)
{
    public Task<StartWorkflowExecutionResponse> StartAsync(StartWorkflowExecutionRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        CheckNewRun(request.WorkflowId, request.WorkflowType, request.TaskQueue, request.RequestId);
        CheckPayloads(request.Namespace, request.Input, request.Memo, request.SearchAttributes);
        return core.Loop.ExecuteAsync(transaction => StartWorkflow.Execute(transaction, request), CancellationToken.None);
    }

    public Task<SignalWorkflowExecutionResponse> SignalAsync(SignalWorkflowExecutionRequest request, GrpcServerCall call)
    {
        CheckTarget(request.Namespace, request.WorkflowExecution);
        CallChecks.Name(request.SignalName, "SignalName");
        CallChecks.OptionalName(request.RequestId, "RequestId");
        CallChecks.Blob(request.Input, "Signal input");
        return core.Loop.ExecuteAsync(transaction => SignalWorkflow.Execute(transaction, request), CancellationToken.None);
    }

    public Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartAsync(
        SignalWithStartWorkflowExecutionRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        CheckNewRun(request.WorkflowId, request.WorkflowType, request.TaskQueue, request.RequestId);
        CallChecks.Name(request.SignalName, "SignalName");
        CallChecks.Blob(request.SignalInput, "Signal input");
        CheckPayloads(request.Namespace, request.Input, request.Memo, request.SearchAttributes);
        return core.Loop.ExecuteAsync(transaction => SignalWithStart.Execute(transaction, request), CancellationToken.None);
    }

    public Task<RequestCancelWorkflowExecutionResponse> RequestCancelAsync(RequestCancelWorkflowExecutionRequest request, GrpcServerCall call)
    {
        CheckTarget(request.Namespace, request.WorkflowExecution);
        CallChecks.OptionalName(request.Reason, "Reason");
        return core.Loop.ExecuteAsync(transaction => RequestCancelWorkflow.Execute(transaction, request), CancellationToken.None);
    }

    public Task<TerminateWorkflowExecutionResponse> TerminateAsync(TerminateWorkflowExecutionRequest request, GrpcServerCall call)
    {
        CheckTarget(request.Namespace, request.WorkflowExecution);
        CallChecks.Blob(request.Details, "Details");
        return core.Loop.ExecuteAsync(transaction => TerminateWorkflow.Execute(transaction, request), CancellationToken.None);
    }

    public Task<DeleteWorkflowExecutionResponse> DeleteAsync(DeleteWorkflowExecutionRequest request, GrpcServerCall call)
    {
        CheckTarget(request.Namespace, request.WorkflowExecution);
        return core.Loop.ExecuteAsync(transaction => DeleteWorkflow.Execute(transaction, request), CancellationToken.None);
    }

    public Task<DescribeWorkflowExecutionResponse> DescribeAsync(DescribeWorkflowExecutionRequest request, GrpcServerCall call)
    {
        CheckTarget(request.Namespace, request.Execution);

        // The answer shares parts with the run in memory, which the next change alters while this answer is being written.
        return core.Loop.ExecuteAsync(transaction => DescribeWorkflow.Execute(transaction, request).Clone(), CancellationToken.None);
    }

    public Task<ResetStickyTaskQueueResponse> ResetStickyAsync(ResetStickyTaskQueueRequest request, GrpcServerCall call)
    {
        CheckTarget(request.Namespace, request.Execution);
        return core.Loop.ExecuteAsync(transaction => ResetSticky.Execute(transaction, request), CancellationToken.None);
    }

    private static void CheckNewRun(
        string workflowId, WorkflowType? type, Temporalio.Api.TaskQueue.V1.TaskQueue? taskQueue, string requestId)
    {
        CallChecks.Name(workflowId, "WorkflowId");
        CallChecks.Name(type?.Name ?? "", "WorkflowType");
        CallChecks.TaskQueue(taskQueue);
        CallChecks.OptionalName(requestId, "RequestId");
    }

    private void CheckPayloads(string ns, IMessage? input, IMessage? memo, SearchAttributes? attributes)
    {
        CallChecks.Blob(input, "Input");
        CallChecks.Blob(memo, "Memo");
        core.Checks.Attributes(ns, attributes);
    }

    private void CheckTarget(string ns, WorkflowExecution? execution)
    {
        core.Checks.Namespace(ns);
        CallChecks.Execution(execution);
    }
}

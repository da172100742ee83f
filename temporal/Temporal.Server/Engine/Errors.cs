using Temporal.Grpc;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.Server.Engine;

/// <summary>The answers that say no, each with the detail message clients look for.</summary>
internal static class Errors
{
    public static GrpcException InvalidArgument(string message) => new(GrpcStatusCode.InvalidArgument, message);

    public static GrpcException Unimplemented(string message) => new(GrpcStatusCode.Unimplemented, message);

    public static GrpcException NotFound(string message) =>
        GrpcException.WithDetail(GrpcStatusCode.NotFound, message, new NotFoundFailure());

    public static GrpcException WorkflowNotFound(string workflowId) => NotFound($"workflow not found for ID: {workflowId}");

    public static GrpcException WorkflowCompleted() => NotFound("workflow execution already completed");

    public static GrpcException WorkflowTaskNotFound() => NotFound("Workflow task not found.");

    public static GrpcException ActivityNotFound() =>
        NotFound("invalid activityID or activity already timed out or invoking workflow is completed");

    public static GrpcException AlreadyStarted(RunState existing, string message) =>
        GrpcException.WithDetail(GrpcStatusCode.AlreadyExists, message, new WorkflowExecutionAlreadyStartedFailure
        {
            RunId = existing.RunId,
            FirstExecutionRunId = existing.FirstExecutionRunId,
            StartRequestId = existing.StartRequestIds.FirstOrDefault(request => request.Value == StartRequestKind.Started).Key ?? "",
        });

    /// <summary>The run tried to close and found new events; it must get a chance before more come in.</summary>
    public static GrpcException Closing() => GrpcException.WithDetail(
        GrpcStatusCode.ResourceExhausted,
        "workflow operation can not be applied because workflow is closing",
        new ResourceExhaustedFailure { Cause = ResourceExhaustedCause.BusyWorkflow, Scope = ResourceExhaustedScope.Namespace });
}

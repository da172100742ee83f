using Temporal.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.Server.Rpc;

/// <summary>The errors that calls end in, each with the detail that clients look for.</summary>
internal static class Refusals
{
    public static GrpcException Invalid(string message) => new(GrpcStatusCode.InvalidArgument, message);

    public static GrpcException NotFound(string message) =>
        GrpcException.WithDetail(GrpcStatusCode.NotFound, message, new NotFoundFailure());

    public static GrpcException NoSuchRun(string workflowId) => NotFound($"workflow not found for ID: {workflowId}");

    public static GrpcException NoSuchNamespace(string ns) => GrpcException.WithDetail(
        GrpcStatusCode.NotFound, $"Namespace {ns} is not found.", new NamespaceNotFoundFailure { Namespace = ns });

    public static GrpcException NotReady(string message) =>
        GrpcException.WithDetail(GrpcStatusCode.FailedPrecondition, message, new WorkflowNotReadyFailure());

    public static GrpcException Busy(string message) => GrpcException.WithDetail(
        GrpcStatusCode.ResourceExhausted,
        message,
        new ResourceExhaustedFailure { Cause = ResourceExhaustedCause.BusyWorkflow, Scope = ResourceExhaustedScope.Namespace });

    public static GrpcException UnbalancedUnlock() => new(GrpcStatusCode.FailedPrecondition, "Unbalanced lock and unlock calls");

    public static GrpcException Stopping() => new(GrpcStatusCode.Unavailable, "the server is shutting down");
}

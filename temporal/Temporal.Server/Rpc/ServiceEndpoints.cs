using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Routing;
using Temporal.Server.Wire;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.TestService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>Which call answers which method. What is not here is answered Unimplemented.</summary>
internal static class ServiceEndpoints
{
    private const string Workflow = "/temporal.api.workflowservice.v1.WorkflowService/";
    private const string Operator = "/temporal.api.operatorservice.v1.OperatorService/";
    private const string Test = "/temporal.api.testservice.v1.TestService/";
    private const string Health = "/grpc.health.v1.Health/";

    public static void MapTemporal(this IEndpointRouteBuilder routes, ServerCore core)
    {
        MapNamespaces(routes, new NamespaceCalls(core));
        MapRuns(routes, new RunCalls(core));
        MapWorkflowTasks(routes, new WorkflowTaskCalls(core));
        MapActivityTasks(routes, new ActivityTaskCalls(core));
        MapReading(routes, core);
        MapSearchAttributes(routes, new SearchAttributeCalls(core));
        MapSchedules(routes, new ScheduleCalls(core));
        if (core.Loop.Skipping is { } skipping)
        {
            MapTime(routes, new TestCalls(core, skipping));
        }

        routes.MapUnary(Health + "Check", HealthCheckRequest.Parser, HealthCalls.CheckAsync);
        routes.MapUnknownMethods();
    }

    private static void MapNamespaces(IEndpointRouteBuilder routes, NamespaceCalls calls)
    {
        Map(routes, "GetSystemInfo", GetSystemInfoRequest.Parser, NamespaceCalls.GetSystemInfoAsync);
        Map(routes, "GetClusterInfo", GetClusterInfoRequest.Parser, NamespaceCalls.GetClusterInfoAsync);
        Map(routes, "DescribeNamespace", DescribeNamespaceRequest.Parser, calls.DescribeAsync);
        Map(routes, "ListNamespaces", ListNamespacesRequest.Parser, calls.ListAsync);
        Map(routes, "RegisterNamespace", RegisterNamespaceRequest.Parser, calls.RegisterAsync);
    }

    private static void MapRuns(IEndpointRouteBuilder routes, RunCalls calls)
    {
        Map(routes, "StartWorkflowExecution", StartWorkflowExecutionRequest.Parser, calls.StartAsync);
        Map(routes, "SignalWorkflowExecution", SignalWorkflowExecutionRequest.Parser, calls.SignalAsync);
        Map(routes, "SignalWithStartWorkflowExecution", SignalWithStartWorkflowExecutionRequest.Parser, calls.SignalWithStartAsync);
        Map(routes, "RequestCancelWorkflowExecution", RequestCancelWorkflowExecutionRequest.Parser, calls.RequestCancelAsync);
        Map(routes, "TerminateWorkflowExecution", TerminateWorkflowExecutionRequest.Parser, calls.TerminateAsync);
        Map(routes, "DeleteWorkflowExecution", DeleteWorkflowExecutionRequest.Parser, calls.DeleteAsync);
        Map(routes, "DescribeWorkflowExecution", DescribeWorkflowExecutionRequest.Parser, calls.DescribeAsync);
        Map(routes, "ResetStickyTaskQueue", ResetStickyTaskQueueRequest.Parser, calls.ResetStickyAsync);
    }

    private static void MapWorkflowTasks(IEndpointRouteBuilder routes, WorkflowTaskCalls calls)
    {
        Map(routes, "PollWorkflowTaskQueue", PollWorkflowTaskQueueRequest.Parser, calls.PollAsync);
        Map(routes, "RespondWorkflowTaskCompleted", RespondWorkflowTaskCompletedRequest.Parser, calls.CompleteAsync);
        Map(routes, "RespondWorkflowTaskFailed", RespondWorkflowTaskFailedRequest.Parser, calls.FailAsync);
    }

    private static void MapActivityTasks(IEndpointRouteBuilder routes, ActivityTaskCalls calls)
    {
        Map(routes, "PollActivityTaskQueue", PollActivityTaskQueueRequest.Parser, calls.PollAsync);
        Map(routes, "RespondActivityTaskCompleted", RespondActivityTaskCompletedRequest.Parser, calls.CompleteAsync);
        Map(routes, "RespondActivityTaskCompletedById", RespondActivityTaskCompletedByIdRequest.Parser, calls.CompleteByIdAsync);
        Map(routes, "RespondActivityTaskFailed", RespondActivityTaskFailedRequest.Parser, calls.FailAsync);
        Map(routes, "RespondActivityTaskFailedById", RespondActivityTaskFailedByIdRequest.Parser, calls.FailByIdAsync);
        Map(routes, "RespondActivityTaskCanceled", RespondActivityTaskCanceledRequest.Parser, calls.CancelAsync);
        Map(routes, "RespondActivityTaskCanceledById", RespondActivityTaskCanceledByIdRequest.Parser, calls.CancelByIdAsync);
        Map(routes, "RecordActivityTaskHeartbeat", RecordActivityTaskHeartbeatRequest.Parser, calls.HeartbeatAsync);
        Map(routes, "RecordActivityTaskHeartbeatById", RecordActivityTaskHeartbeatByIdRequest.Parser, calls.HeartbeatByIdAsync);
    }

    private static void MapReading(IEndpointRouteBuilder routes, ServerCore core)
    {
        var queries = new QueryCalls(core);
        Map(routes, "QueryWorkflow", QueryWorkflowRequest.Parser, queries.QueryAsync);
        Map(routes, "RespondQueryTaskCompleted", RespondQueryTaskCompletedRequest.Parser, queries.RespondAsync);

        var histories = new HistoryCalls(core);
        Map(routes, "GetWorkflowExecutionHistory", GetWorkflowExecutionHistoryRequest.Parser, histories.ReadAsync);
        Map(routes, "GetWorkflowExecutionHistoryReverse", GetWorkflowExecutionHistoryReverseRequest.Parser, histories.ReadReverseAsync);

        var listings = new ListingCalls(core);
        Map(routes, "ListWorkflowExecutions", ListWorkflowExecutionsRequest.Parser, listings.ListAsync);
        Map(routes, "CountWorkflowExecutions", CountWorkflowExecutionsRequest.Parser, listings.CountAsync);

        var taskQueues = new TaskQueueCalls(core);
        Map(routes, "DescribeTaskQueue", DescribeTaskQueueRequest.Parser, taskQueues.DescribeAsync);
        Map(routes, "ShutdownWorker", ShutdownWorkerRequest.Parser, taskQueues.ShutdownWorkerAsync);
    }

    private static void MapSchedules(IEndpointRouteBuilder routes, ScheduleCalls calls)
    {
        Map(routes, "CreateSchedule", CreateScheduleRequest.Parser, calls.CreateAsync);
        Map(routes, "DescribeSchedule", DescribeScheduleRequest.Parser, calls.DescribeAsync);
        Map(routes, "UpdateSchedule", UpdateScheduleRequest.Parser, calls.UpdateAsync);
        Map(routes, "PatchSchedule", PatchScheduleRequest.Parser, calls.PatchAsync);
        Map(routes, "DeleteSchedule", DeleteScheduleRequest.Parser, calls.DeleteAsync);
        Map(routes, "ListSchedules", ListSchedulesRequest.Parser, calls.ListAsync);
        Map(routes, "ListScheduleMatchingTimes", ListScheduleMatchingTimesRequest.Parser, calls.ListMatchingTimesAsync);
    }

    private static void MapSearchAttributes(IEndpointRouteBuilder routes, SearchAttributeCalls calls)
    {
        Map(routes, "GetSearchAttributes", GetSearchAttributesRequest.Parser, calls.GetAllAsync);
        routes.MapUnary(Operator + "AddSearchAttributes", AddSearchAttributesRequest.Parser, calls.AddAsync);
        routes.MapUnary(Operator + "RemoveSearchAttributes", RemoveSearchAttributesRequest.Parser, calls.RemoveAsync);
        routes.MapUnary(Operator + "ListSearchAttributes", ListSearchAttributesRequest.Parser, calls.ListAsync);
    }

    private static void MapTime(IEndpointRouteBuilder routes, TestCalls calls)
    {
        routes.MapUnary(Test + "LockTimeSkipping", LockTimeSkippingRequest.Parser, calls.LockAsync);
        routes.MapUnary(Test + "UnlockTimeSkipping", UnlockTimeSkippingRequest.Parser, calls.UnlockAsync);
        routes.MapUnary(Test + "Sleep", SleepRequest.Parser, calls.SleepAsync);
        routes.MapUnary(Test + "SleepUntil", SleepUntilRequest.Parser, calls.SleepUntilAsync);
        routes.MapUnary(Test + "UnlockTimeSkippingWithSleep", SleepRequest.Parser, calls.UnlockWithSleepAsync);
        routes.MapUnary(Test + "GetCurrentTime", Empty.Parser, calls.GetCurrentTimeAsync);
    }

    private static void Map<TRequest, TResponse>(
        IEndpointRouteBuilder routes, string method, MessageParser<TRequest> parser, Func<TRequest, GrpcServerCall, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        routes.MapUnary(Workflow + method, parser, handler);
}

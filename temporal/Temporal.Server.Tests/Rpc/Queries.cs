using Google.Protobuf;
using Temporal.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Rpc;

public sealed class Queries
{
    [Fact]
    public async Task A_query_of_an_idle_run_travels_alone_with_the_whole_history()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        await server.CompleteAsync(await server.PollAsync());
        var answer = QueryAsync(server, "a");
        var task = await server.PollAsync();

        Assert.Equal("state", task.Query.QueryType);
        Assert.Equal(4, task.History.Events.Count);
        await RespondAsync(server, task);
        Assert.Equal("42", (await answer).QueryResult.Payloads_[0].Data.ToStringUtf8());
    }

    [Fact]
    public async Task A_query_of_a_closed_run_is_answered()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        await server.CompleteAsync(await server.PollAsync(), null, LiveServer.CompleteWorkflow());
        var answer = QueryAsync(server, "a");
        await RespondAsync(server, await server.PollAsync());
        Assert.NotNull((await answer).QueryResult);
    }

    [Fact]
    public async Task A_query_before_the_first_task_rides_along_with_it()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        var answer = QueryAsync(server, "a");
        await WaitsAsync(server);
        var task = await server.PollAsync();
        var (id, query) = Assert.Single(task.Queries);
        Assert.Equal("state", query.QueryType);
        await server.CompleteAsync(task, request => request.QueryResults[id] = new WorkflowQueryResult
        {
            ResultType = QueryResultType.Answered, Answer = FortyTwo(),
        });
        Assert.Equal("42", (await answer).QueryResult.Payloads_[0].Data.ToStringUtf8());
    }

    [Fact]
    public async Task A_query_asked_while_a_task_runs_travels_alone_when_no_task_follows()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        var task = await server.PollAsync();
        var answer = QueryAsync(server, "a");
        await WaitsAsync(server);
        await server.CompleteAsync(task);
        await RespondAsync(server, await server.PollAsync());
        Assert.NotNull((await answer).QueryResult);
    }

    [Fact]
    public async Task A_failed_query_carries_its_failure()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        await server.CompleteAsync(await server.PollAsync());
        var answer = QueryAsync(server, "a");
        var task = await server.PollAsync();
        await server.CallAsync<RespondQueryTaskCompletedResponse>(new RespondQueryTaskCompletedRequest
        {
            Namespace = "default",
            TaskToken = task.TaskToken,
            CompletedType = QueryResultType.Failed,
            ErrorMessage = "unknown query",
            Failure = new() { Message = "unknown query" },
        });
        var refused = await Assert.ThrowsAsync<GrpcException>(() => answer);
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.Equal("unknown query", refused.Detail<QueryFailedFailure>()?.Failure.Message);
    }

    [Fact]
    public async Task Without_a_worker_the_deadline_decides()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        await server.CompleteAsync(await server.PollAsync());
        var refused = await Assert.ThrowsAsync<GrpcException>(() => QueryAsync(server, "a", TimeSpan.FromMilliseconds(300)));
        Assert.Equal(GrpcStatusCode.DeadlineExceeded, refused.Code);
    }

    [Fact]
    public async Task A_closed_run_is_not_asked_when_only_open_ones_are_wanted()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        await server.CompleteAsync(await server.PollAsync(), null, LiveServer.CompleteWorkflow());
        var answer = await QueryAsync(server, "a", condition: QueryRejectCondition.NotOpen);
        Assert.Equal(WorkflowExecutionStatus.Completed, answer.QueryRejected.Status);
    }

    private static Task WaitsAsync(LiveServer server) =>
        Eventually.HoldsAsync(() => server.Server.Running.Core.Queries.Riding(server.CurrentRun("a"), []).Count == 1);

    private static Task<QueryWorkflowResponse> QueryAsync(
        LiveServer server, string id, TimeSpan? deadline = null, QueryRejectCondition condition = QueryRejectCondition.None) =>
        server.CallAsync<QueryWorkflowResponse>(
            new QueryWorkflowRequest
            {
                Namespace = "default",
                Execution = new WorkflowExecution { WorkflowId = id },
                Query = new WorkflowQuery { QueryType = "state" },
                QueryRejectCondition = condition,
            },
            deadline);

    private static Task<RespondQueryTaskCompletedResponse> RespondAsync(LiveServer server, PollWorkflowTaskQueueResponse task) =>
        server.CallAsync<RespondQueryTaskCompletedResponse>(new RespondQueryTaskCompletedRequest
        {
            Namespace = "default", TaskToken = task.TaskToken, CompletedType = QueryResultType.Answered, QueryResult = FortyTwo(),
        });

    private static Payloads FortyTwo() => new() { Payloads_ = { new Payload { Data = ByteString.CopyFromUtf8("42") } } };
}

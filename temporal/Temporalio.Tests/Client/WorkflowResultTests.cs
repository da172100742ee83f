using Google.Protobuf;
using Temporal.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

public class WorkflowResultTests
{
    private static readonly HistoryEvent Completed = new()
    {
        EventType = EventType.WorkflowExecutionCompleted,
        WorkflowExecutionCompletedEventAttributes = new()
        {
            Result = new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(42) } },
        },
    };

    [Fact]
    public async Task Polls_again_until_the_run_is_closed()
    {
        await using var server = await HistoryAsync(request => request.NextPageToken.IsEmpty
            ? new() { NextPageToken = ByteString.CopyFromUtf8("again") }
            : Page(Completed));
        var client = await server.ConnectAsync();

        Assert.Equal(42, await client.GetWorkflowHandle("w").GetResultAsync<int>());

        Assert.Equal(2, server.Calls("GetWorkflowExecutionHistory"));
    }

    [Fact]
    public async Task Follows_the_runs_a_workflow_continues_as()
    {
        await using var server = await HistoryAsync(request => Page(request.Execution.RunId == "second" ? Completed : ContinuedAs("second")));
        var client = await server.ConnectAsync();

        Assert.Equal(42, await client.GetWorkflowHandle("w", runId: "first").GetResultAsync<int>());
    }

    [Fact]
    public async Task Says_where_a_run_went_that_is_not_followed()
    {
        await using var server = await HistoryAsync(_ => Page(ContinuedAs("second")));
        var client = await server.ConnectAsync();

        var e = await Assert.ThrowsAsync<WorkflowContinuedAsNewException>(() => client.GetWorkflowHandle("w").GetResultAsync(followRuns: false));

        Assert.Equal("second", e.NewRunId);
    }

    [Fact]
    public async Task A_failure_comes_with_its_cause()
    {
        var e = await FailureOfAsync<ApplicationFailureException>(new()
        {
            WorkflowExecutionFailedEventAttributes = new()
            {
                Failure = new() { Message = "no stock", ApplicationFailureInfo = new() { Type = "OutOfStock" } },
            },
        });

        Assert.Equal(("no stock", "OutOfStock"), (e.Message, e.ErrorType));
    }

    [Fact]
    public async Task A_cancelled_workflow_failed_with_a_cancellation()
    {
        var e = await FailureOfAsync<CanceledFailureException>(new() { WorkflowExecutionCanceledEventAttributes = new() });

        Assert.Equal("Workflow canceled", e.Message);
    }

    [Theory]
    [InlineData("by hand", "by hand")]
    [InlineData("", "Workflow terminated")]
    public async Task A_terminated_workflow_says_why(string reason, string message)
    {
        var e = await FailureOfAsync<TerminatedFailureException>(new() { WorkflowExecutionTerminatedEventAttributes = new() { Reason = reason } });

        Assert.Equal(message, e.Message);
    }

    [Fact]
    public async Task A_workflow_out_of_time_failed_with_a_timeout()
    {
        var e = await FailureOfAsync<TimeoutFailureException>(new() { WorkflowExecutionTimedOutEventAttributes = new() });

        Assert.Equal(TimeoutType.StartToClose, e.TimeoutType);
    }

    [Fact]
    public async Task A_failed_query_has_an_exception_of_its_own()
    {
        await using var server = await FakeServer.StartAsync(fake => fake.On(
            "QueryWorkflow",
            QueryWorkflowRequest.Parser,
            QueryWorkflowResponse (_) => throw GrpcException.WithDetail(GrpcStatusCode.InvalidArgument, "unknown query", new QueryFailedFailure())));
        var client = await server.ConnectAsync();

        var e = await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => client.GetWorkflowHandle("w").QueryAsync<int>("q", []));

        Assert.Equal("unknown query", e.Message);
    }

    [Fact]
    public async Task A_rejected_query_says_what_the_workflow_is()
    {
        await using var server = await FakeServer.StartAsync(fake => fake.On(
            "QueryWorkflow",
            QueryWorkflowRequest.Parser,
            _ => new QueryWorkflowResponse { QueryRejected = new() { Status = WorkflowExecutionStatus.Completed } }));
        var client = await server.ConnectAsync();

        var e = await Assert.ThrowsAsync<WorkflowQueryRejectedException>(() => client.GetWorkflowHandle("w").QueryAsync<int>("q", []));

        Assert.Equal(WorkflowExecutionStatus.Completed, e.WorkflowStatus);
    }

    [Fact]
    public async Task Listing_reads_page_after_page_up_to_the_limit()
    {
        await using var server = await FakeServer.StartAsync(fake => fake.On("ListWorkflowExecutions", ListWorkflowExecutionsRequest.Parser, request =>
        {
            var page = request.NextPageToken.IsEmpty ? 0 : int.Parse(request.NextPageToken.ToStringUtf8());
            return new ListWorkflowExecutionsResponse
            {
                Executions = { Info($"w{page}a"), Info($"w{page}b") },
                NextPageToken = ByteString.CopyFromUtf8($"{page + 1}"),
            };
        }));
        var client = await server.ConnectAsync();

        var ids = await client.ListWorkflowsAsync("", new() { Limit = 3 }).Select(each => each.Id).ToListAsync();

        Assert.Equal(["w0a", "w0b", "w1a"], ids);
        Assert.Equal(2, server.Calls("ListWorkflowExecutions"));
    }

    private static Api.Workflow.V1.WorkflowExecutionInfo Info(string id) => new() { Execution = new() { WorkflowId = id, RunId = "r" } };

    private static HistoryEvent ContinuedAs(string run) => new()
    {
        EventType = EventType.WorkflowExecutionContinuedAsNew,
        WorkflowExecutionContinuedAsNewEventAttributes = new() { NewExecutionRunId = run },
    };

    private static GetWorkflowExecutionHistoryResponse Page(HistoryEvent last) => new() { History = new() { Events = { last } } };

    private static Task<FakeServer> HistoryAsync(Func<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse> answer) =>
        FakeServer.StartAsync(fake => fake.On("GetWorkflowExecutionHistory", GetWorkflowExecutionHistoryRequest.Parser, request =>
        {
            Assert.True(request.WaitNewEvent);
            Assert.Equal(HistoryEventFilterType.CloseEvent, request.HistoryEventFilterType);
            return answer(request);
        }));

    private static async Task<T> FailureOfAsync<T>(HistoryEvent close)
    {
        await using var server = await HistoryAsync(_ => Page(close));
        var client = await server.ConnectAsync();
        var e = await Assert.ThrowsAsync<WorkflowFailedException>(() => client.GetWorkflowHandle("w").GetResultAsync());
        return Assert.IsType<T>(e.InnerException);
    }
}

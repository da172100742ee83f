using Temporal.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Rpc;

public sealed class WorkflowTasks
{
    [Fact]
    public async Task A_started_workflow_is_polled_completed_and_its_result_awaited()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        var result = server.HistoryAsync("a", request =>
        {
            request.WaitNewEvent = true;
            request.HistoryEventFilterType = HistoryEventFilterType.CloseEvent;
        });
        var task = await server.PollAsync();

        Assert.Equal("a", task.WorkflowExecution.WorkflowId);
        Assert.Equal(3, task.StartedEventId);
        Assert.Equal([1L, 2L, 3L], task.History.Events.Select(item => item.EventId));
        await server.CompleteAsync(task, null, LiveServer.CompleteWorkflow());

        var closed = await result;
        Assert.Equal(EventType.WorkflowExecutionCompleted, Assert.Single(closed.History.Events).EventType);
        Assert.True(closed.NextPageToken.IsEmpty);
    }

    [Fact]
    public async Task A_waiting_poll_is_answered_when_a_workflow_starts()
    {
        await using var server = await LiveServer.StartAsync();
        var poll = server.PollAsync();
        await server.StartAsync("a");
        Assert.Equal("a", (await poll).WorkflowExecution.WorkflowId);
    }

    [Fact]
    public async Task An_idle_poll_is_answered_empty_before_its_deadline()
    {
        await using var server = await LiveServer.StartAsync();
        var answer = await server.PollAsync(deadline: TimeSpan.FromSeconds(1.5));
        Assert.Equal(new PollWorkflowTaskQueueResponse(), answer);
    }

    [Fact]
    public async Task The_task_of_a_cancelled_poll_goes_to_the_next_one()
    {
        await using var server = await LiveServer.StartAsync();
        using var gone = new CancellationTokenSource();
        var cancelled = server.PollAsync(ct: gone.Token);
        await Eventually.HoldsAsync(() => server.Server.Running.Core.Queues.Report(
            new("default", LiveServer.Queue, TaskQueueType.Workflow)).Pollers.Count == 1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        await server.StartAsync("a");
        Assert.Equal("a", (await server.PollAsync()).WorkflowExecution.WorkflowId);
    }

    [Fact]
    public async Task A_second_completion_with_the_same_token_is_not_found()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        var task = await server.PollAsync();
        await server.CompleteAsync(task);
        var refused = await Assert.ThrowsAsync<GrpcException>(() => server.CompleteAsync(task));
        Assert.Equal(GrpcStatusCode.NotFound, refused.Code);
    }

    [Fact]
    public async Task A_sticky_worker_gets_only_what_is_new()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        await server.CompleteAsync(await server.PollAsync(), Sticky);
        var poll = server.PollAsync(sticky: "sticky");
        await server.SignalAsync("a");

        var task = await poll;
        Assert.Equal(3, task.PreviousStartedEventId);
        Assert.Equal(4, task.History.Events[0].EventId);
        Assert.Equal(task.StartedEventId, task.History.Events[^1].EventId);
    }

    [Fact]
    public async Task The_task_of_a_sticky_worker_that_shut_down_goes_to_the_others_with_the_whole_history()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        await server.CompleteAsync(await server.PollAsync(), Sticky);
        var ended = server.PollAsync(sticky: "sticky", workerKey: "key");
        await Eventually.HoldsAsync(() => server.Server.Running.Core.Queues.Report(
            new("default", "sticky", TaskQueueType.Workflow)).Pollers.Count == 1);
        await server.CallAsync<ShutdownWorkerResponse>(new ShutdownWorkerRequest
        {
            Namespace = "default", StickyTaskQueue = "sticky", WorkerInstanceKey = "key",
        });
        Assert.True((await ended).TaskToken.IsEmpty);
        await server.SignalAsync("a");

        Assert.Equal(1, (await server.PollAsync()).History.Events[0].EventId);
    }

    [Fact]
    public async Task The_next_task_comes_back_with_the_completion_when_asked_for()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        var task = await server.PollAsync();
        await server.SignalAsync("a");
        var answer = await server.CompleteAsync(task, request =>
        {
            Sticky(request);
            request.ReturnNewWorkflowTask = true;
        });
        Assert.Equal(EventType.WorkflowExecutionSignaled, answer.WorkflowTask.History.Events.Single(item => item.EventId == 5).EventType);
        await server.CompleteAsync(answer.WorkflowTask, null, LiveServer.CompleteWorkflow());
    }

    [Fact]
    public async Task A_history_longer_than_a_page_is_fetched_in_pages()
    {
        await using var server = await LiveServer.StartAsync(options => options.HistoryPageSize = 4);
        await server.StartAsync("a");
        for (var i = 0; i < 9; i++)
        {
            await server.SignalAsync("a");
        }

        var task = await server.PollAsync();
        List<long> ids = [.. task.History.Events.Select(item => item.EventId)];
        for (var token = task.NextPageToken; !token.IsEmpty;)
        {
            var page = await server.HistoryAsync("a", request => request.NextPageToken = token);
            Assert.InRange(page.History.Events.Count, 1, 4);
            ids.AddRange(page.History.Events.Select(item => item.EventId));
            token = page.NextPageToken;
        }

        Assert.Equal(Enumerable.Range(1, 12).Select(id => (long)id), ids);
        Assert.Equal(task.StartedEventId, ids[^1]);
    }

    private static void Sticky(RespondWorkflowTaskCompletedRequest request) => request.StickyAttributes = new()
    {
        WorkerTaskQueue = new() { Name = "sticky", Kind = TaskQueueKind.Sticky, NormalName = LiveServer.Queue },
        ScheduleToStartTimeout = new() { Seconds = 10 },
    };
}

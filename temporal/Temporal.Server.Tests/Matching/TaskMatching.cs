using System.Collections.Concurrent;
using Temporal.Server.Engine;
using Temporal.Server.Matching;
using Temporal.Server.Storage;
using Temporal.Server.Tests.Storage;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;

namespace Temporal.Server.Tests.Matching;

public sealed class TaskMatching
{
    private static readonly QueueKey Queue = new("default", "queue", TaskQueueType.Workflow);
    private static readonly QueueKey Sticky = new("default", "sticky", TaskQueueType.Workflow);
    private static readonly Poller Worker = new() { Identity = "worker" };
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_thousand_tasks_reach_a_thousand_pollers_each_once()
    {
        var queues = new TaskQueues(TimeProvider.System);
        Task<OfferedTask?>[] polls = new Task<OfferedTask?>[1000];
        await Task.WhenAll(
            Task.Run(() => Parallel.For(0, 1000, i => polls[i] = queues.PollAsync(Queue, Worker, Long, CancellationToken.None))),
            Task.Run(() => Parallel.For(0, 1000, i => queues.Offer(Offer($"w{i}")))));
        var got = await Task.WhenAll(polls).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1000, got.Select(WorkflowId).Distinct().Count());
    }

    [Fact]
    public async Task Pollers_that_leave_at_the_moment_of_the_hand_over_lose_no_task_and_share_none()
    {
        var queues = new TaskQueues(TimeProvider.System);
        var got = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), async (i, _) =>
        {
            using var gone = new CancellationTokenSource();
            var poll = queues.PollAsync(Queue, Worker, Long, gone.Token);
            var offer = Task.Run(() => queues.Offer(Offer($"w{i}")), CancellationToken.None);
            await gone.CancelAsync();
            await offer;
            if (await poll is { } task)
            {
                got.Add(WorkflowId(task));
            }
        });
        while (await queues.PollAsync(Queue, Worker, TimeSpan.Zero, CancellationToken.None) is { } left)
        {
            got.Add(WorkflowId(left));
        }

        Assert.Equal(2000, got.Count);
        Assert.Equal(2000, got.Distinct().Count());
    }

    [Fact]
    public async Task A_poller_known_to_be_gone_is_passed_over()
    {
        var queues = new TaskQueues(TimeProvider.System);
        using var gone = new CancellationTokenSource();
        var first = queues.PollAsync(Queue, Worker, Long, gone.Token);
        var second = queues.PollAsync(Queue, Worker, Long, CancellationToken.None);
        await gone.CancelAsync();
        queues.Offer(Offer("a"));
        Assert.Null(await first);
        Assert.Equal("a", WorkflowId(await second));
    }

    [Fact]
    public async Task Tasks_and_pollers_are_served_in_the_order_of_their_coming()
    {
        var queues = new TaskQueues(TimeProvider.System);
        queues.Offer(Offer("a"));
        queues.Offer(Offer("b"));
        Assert.Equal("a", WorkflowId(await PollAsync(queues, Queue)));
        Assert.Equal("b", WorkflowId(await PollAsync(queues, Queue)));
        var first = PollAsync(queues, Queue);
        var second = PollAsync(queues, Queue);
        queues.Offer(Offer("c"));
        queues.Offer(Offer("d"));
        Assert.Equal("c", WorkflowId(await first));
        Assert.Equal("d", WorkflowId(await second));
    }

    [Fact]
    public async Task A_query_goes_ahead_of_the_tasks()
    {
        var queues = new TaskQueues(TimeProvider.System);
        queues.Offer(Offer("a"));
        queues.Offer(Queue, new QueryTask(new PendingQuery(Key("b"), new WorkflowQuery()), Queue.Name));
        Assert.IsType<QueryTask>(await PollAsync(queues, Queue));
    }

    [Fact]
    public async Task The_same_work_offered_again_takes_the_place_of_the_earlier_offer()
    {
        var queues = new TaskQueues(TimeProvider.System);
        queues.Offer(Offer("a") with { Version = 1 });
        queues.Offer(Offer("b"));
        queues.Offer(Offer("a") with { Version = 2 });
        Assert.Equal(2, Assert.IsType<ScheduledTask>(await PollAsync(queues, Queue)).Dispatch.Version);
        Assert.Equal("b", WorkflowId(await PollAsync(queues, Queue)));
        Assert.Equal(0, queues.Report(Queue).Backlog);
    }

    [Fact]
    public async Task An_idle_poll_ends_empty_after_its_time()
    {
        var time = new ManualTime();
        var queues = new TaskQueues(time);
        var poll = queues.PollAsync(Queue, Worker, Long, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(poll.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await poll);
    }

    [Fact]
    public async Task A_sticky_queue_polled_lately_gets_its_tasks_and_one_left_alone_does_not()
    {
        var time = new ManualTime();
        var queues = new TaskQueues(time);
        var poll = queues.PollAsync(Sticky, Worker, TimeSpan.Zero, CancellationToken.None);
        time.Advance(TimeSpan.Zero);
        await poll;
        time.Advance(TimeSpan.FromSeconds(10));
        queues.Offer(Offer("a") with { StickyTaskQueue = Sticky.Name });
        time.Advance(TimeSpan.FromSeconds(1));
        queues.Offer(Offer("b") with { StickyTaskQueue = Sticky.Name });
        Assert.Equal("a", WorkflowId(await PollAsync(queues, Sticky)));
        Assert.Equal("b", WorkflowId(await PollAsync(queues, Queue)));
    }

    [Fact]
    public async Task A_worker_that_shuts_down_gets_its_polls_back_empty_and_leaves_its_tasks_to_others()
    {
        var time = new ManualTime();
        var queues = new TaskQueues(time);
        var worker = new Poller { Identity = "worker", WorkerInstanceKey = "key" };
        var normal = queues.PollAsync(Queue, worker, Long, CancellationToken.None);
        var other = queues.PollAsync(Queue with { Type = TaskQueueType.Activity }, Worker, Long, CancellationToken.None);
        var sticky = queues.PollAsync(Sticky, worker, Long, CancellationToken.None);
        queues.Offer(Offer("handed") with { StickyTaskQueue = Sticky.Name });
        Assert.Equal("handed", WorkflowId(await sticky));
        queues.Offer(Offer("waiting") with { StickyTaskQueue = Sticky.Name });

        queues.ShutDown("default", "key", Sticky.Name);
        Assert.Null(await normal);
        Assert.False(other.IsCompleted);
        Assert.Null(await queues.PollAsync(Queue, worker, Long, CancellationToken.None));
        Assert.Equal("waiting", WorkflowId(await PollAsync(queues, Queue)));
    }

    [Fact]
    public async Task A_task_given_back_is_the_next_to_be_taken()
    {
        var queues = new TaskQueues(TimeProvider.System);
        queues.Offer(Offer("a"));
        queues.Offer(Offer("b"));
        queues.Return(Queue, (await PollAsync(queues, Queue))!); // It was just offered.
        Assert.Equal("a", WorkflowId(await PollAsync(queues, Queue)));
    }

    [Fact]
    public async Task A_queue_forgotten_and_used_again_works()
    {
        var time = new ManualTime();
        var queues = new TaskQueues(time);
        queues.Offer(Offer("a"));
        time.Advance(TimeSpan.FromHours(25));
        queues.Sweep();
        Assert.Equal("a", WorkflowId(await PollAsync(queues, Queue)));
        time.Advance(TimeSpan.FromHours(25));
        queues.Sweep();
        queues.Offer(Offer("b"));
        Assert.Equal("b", WorkflowId(await PollAsync(queues, Queue)));
    }

    private static Task<OfferedTask?> PollAsync(TaskQueues queues, QueueKey queue) => queues.PollAsync(queue, Worker, Long, CancellationToken.None);

    private static string WorkflowId(OfferedTask? task) => Assert.IsType<ScheduledTask>(task).Dispatch.Run.WorkflowId;

    private static RunKey Key(string id) => new("default", id, "run");

    private static Dispatch Offer(string id) => new() { Run = Key(id), TaskQueue = Queue.Name, Version = 1 };
}

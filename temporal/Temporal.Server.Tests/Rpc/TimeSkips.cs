using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporal.Server.Hosting;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.TestService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Rpc;

public sealed class TimeSkips : IAsyncLifetime
{
    private static readonly Duration Hour = Duration.FromTimeSpan(TimeSpan.FromHours(1));

    private LiveServer server = null!; // Set before the test.
    private DateTime begun;

    public async Task InitializeAsync()
    {
        server = await LiveServer.StartAsync(options => options.TimeSkipping = true);
        begun = await NowAsync();
    }

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    [Fact]
    public async Task It_starts_with_one_lock_and_each_lock_can_be_undone_once()
    {
        await LockAsync();
        await UnlockAsync();
        await UnlockAsync();
        await IsUnbalancedAsync(UnlockAsync);
        await IsUnbalancedAsync(() => SleepAsync("UnlockTimeSkippingWithSleep", Hour));
        await LockAsync();
        await UnlockAsync();
    }

    [Fact]
    public async Task Without_the_option_nobody_meddles_with_time()
    {
        await using var plain = await LiveServer.StartAsync();
        var refusal = await Assert.ThrowsAsync<GrpcException>(
            () => plain.CallAsync<LockTimeSkippingResponse>(new LockTimeSkippingRequest(), service: "testservice.v1.TestService"));
        Assert.Equal(GrpcStatusCode.Unimplemented, refusal.Code);
    }

    [Fact]
    public Task A_database_file_is_refused() =>
        Assert.ThrowsAsync<ArgumentException>(() => LiveServer.StartAsync(options => (options.TimeSkipping, options.DatabasePath) = (true, "runs.db")));

    [Fact]
    public async Task A_sleep_that_unlocks_jumps_and_locks_again()
    {
        await SleepAsync("UnlockTimeSkippingWithSleep", Hour);
        await IsAsync(TimeSpan.FromHours(1));
        await UnlockAsync();
        await IsUnbalancedAsync(UnlockAsync);
    }

    [Fact]
    public async Task A_plain_sleep_waits_for_others_to_unlock()
    {
        var sleep = SleepAsync("Sleep", Hour);
        var until = SleepUntilAsync(begun + TimeSpan.FromHours(3));
        await SleepUntilAsync(begun - TimeSpan.FromHours(1));
        await Eventually.HoldsAsync(() => server.Server.Running.Core.Loop.Skipping!.NextWake is not null);
        await IsAsync(TimeSpan.Zero);
        Assert.False(sleep.IsCompleted);

        await UnlockAsync();
        await sleep;
        await until;
        await IsAsync(TimeSpan.FromHours(3));
    }

    [Fact]
    public async Task A_sleep_cut_short_gives_its_lock_back()
    {
        await LockAsync();
        using var gone = new CancellationTokenSource();
        var sleep = SleepAsync("UnlockTimeSkippingWithSleep", Hour, gone.Token);
        var skipping = server.Server.Running.Core.Loop.Skipping!; // The option is set.
        await Eventually.HoldsAsync(() => skipping.NextWake is not null);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sleep);
        await Eventually.HoldsAsync(() => skipping.NextWake is null);

        await UnlockAsync();
        await UnlockAsync();
        await IsUnbalancedAsync(UnlockAsync);
    }

    [Fact]
    public async Task A_workflow_task_holds_time_and_an_unlock_may_take_its_hold()
    {
        await server.StartAsync("a", request => request.WorkflowRunTimeout = Hour);
        await UnlockAsync();
        await SettledAsync();
        await IsAsync(TimeSpan.Zero);

        await UnlockAsync();
        await ClosesAsync("a", EventType.WorkflowExecutionTimedOut);
        await IsAsync(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Time_jumps_to_one_timer_after_the_other_with_a_task_between()
    {
        await server.StartAsync("a");
        await server.CompleteAsync(await server.PollAsync(), null, Timer("one", 1), Timer("two", 2));
        await UnlockAsync();

        var first = await server.PollAsync();
        await SettledAsync();
        await IsAsync(TimeSpan.FromHours(1));
        await server.CompleteAsync(first);
        var second = await server.PollAsync();

        Assert.Equal(TimeSpan.FromHours(1), Rounded(second.History.Events[^1].EventTime.ToDateTime() - first.History.Events[^1].EventTime.ToDateTime()));
        await IsAsync(TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task A_query_holds_time_until_it_is_answered()
    {
        await server.StartAsync("a");
        await server.CompleteAsync(await server.PollAsync(), null, Timer("one", 1));
        var answer = server.CallAsync<QueryWorkflowResponse>(new QueryWorkflowRequest
        {
            Namespace = "default", Execution = new WorkflowExecution { WorkflowId = "a" }, Query = new WorkflowQuery { QueryType = "state" },
        });
        var query = await server.PollAsync();
        await UnlockAsync();
        await SettledAsync();
        await IsAsync(TimeSpan.Zero);

        await server.CallAsync<RespondQueryTaskCompletedResponse>(new RespondQueryTaskCompletedRequest
        {
            Namespace = "default", TaskToken = query.TaskToken, CompletedType = QueryResultType.Answered,
        });
        await answer;
        Assert.Equal(EventType.TimerFired, (await server.PollAsync()).History.Events[^3].EventType);
        await IsAsync(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task The_age_of_closed_runs_is_measured_in_skipped_time()
    {
        await server.StartAsync("a");
        await server.CompleteAsync(await server.PollAsync(), null, LiveServer.CompleteWorkflow());
        Assert.Equal(0, await Retention.SweepAsync(server.Server.Running.Core.Loop, CancellationToken.None));

        await SleepAsync("UnlockTimeSkippingWithSleep", Duration.FromTimeSpan(TimeSpan.FromDays(4)));

        Assert.Equal(1, await Retention.SweepAsync(server.Server.Running.Core.Loop, CancellationToken.None));
    }

    [Fact]
    public async Task A_duration_or_moment_that_is_none_is_refused()
    {
        await IsInvalidAsync(() => SleepAsync("Sleep", new Duration { Seconds = -1 }));
        await IsInvalidAsync(() => SleepAsync("Sleep", new Duration { Nanos = 2_000_000_000 }));
        await IsInvalidAsync(() => CallAsync("SleepUntil", new SleepUntilRequest { Timestamp = new Timestamp { Nanos = -1 } }, SleepResponse.Parser));
    }

    private static Command Timer(string id, int hours) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new StartTimerCommandAttributes
        {
            TimerId = id, StartToFireTimeout = Duration.FromTimeSpan(TimeSpan.FromHours(hours)),
        },
    };

    private static TimeSpan Rounded(TimeSpan span) => TimeSpan.FromMinutes(Math.Round(span.TotalMinutes));

    private static async Task IsUnbalancedAsync(Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<GrpcException>(call);
        Assert.Equal((GrpcStatusCode.FailedPrecondition, "Unbalanced lock and unlock calls"), (refusal.Code, refusal.Message));
    }

    private static async Task IsInvalidAsync(Func<Task> call) =>
        Assert.Equal(GrpcStatusCode.InvalidArgument, (await Assert.ThrowsAsync<GrpcException>(call)).Code);

    /// <summary>A barrier: changes have gone through the engine loop, and each time it looked at the clock.</summary>
    private async Task SettledAsync()
    {
        for (var turn = 0; turn < 5; turn++)
        {
            await server.Server.Running.Core.Loop.ExecuteAsync(_ => true);
        }
    }

    private async Task IsAsync(TimeSpan passed) => Assert.InRange(await NowAsync() - begun, passed, passed + TimeSpan.FromMinutes(1));

    private async Task<DateTime> NowAsync() => (await CallAsync("GetCurrentTime", new Empty(), GetCurrentTimeResponse.Parser)).Time.ToDateTime();

    private Task<LockTimeSkippingResponse> LockAsync() => CallAsync("LockTimeSkipping", new LockTimeSkippingRequest(), LockTimeSkippingResponse.Parser);

    private Task<UnlockTimeSkippingResponse> UnlockAsync() => CallAsync("UnlockTimeSkipping", new UnlockTimeSkippingRequest(), UnlockTimeSkippingResponse.Parser);

    private Task<SleepResponse> SleepAsync(string method, Duration duration, CancellationToken ct = default) =>
        CallAsync(method, new SleepRequest { Duration = duration }, SleepResponse.Parser, ct);

    private Task<SleepResponse> SleepUntilAsync(DateTime moment) =>
        CallAsync("SleepUntil", new SleepUntilRequest { Timestamp = Timestamp.FromDateTime(moment) }, SleepResponse.Parser);

    private async Task ClosesAsync(string workflowId, EventType how)
    {
        var history = await server.HistoryAsync(workflowId, request =>
        {
            request.WaitNewEvent = true;
            request.HistoryEventFilterType = HistoryEventFilterType.CloseEvent;
        });
        Assert.Equal(how, Assert.Single(history.History.Events).EventType);
    }

    private Task<T> CallAsync<T>(string method, IMessage request, MessageParser<T> parser, CancellationToken ct = default)
        where T : class, IMessage<T> =>
        server.Channel.UnaryAsync(
            "/temporal.api.testservice.v1.TestService/" + method, request, parser, new GrpcCall { Deadline = TimeSpan.FromSeconds(30) }, ct);
}

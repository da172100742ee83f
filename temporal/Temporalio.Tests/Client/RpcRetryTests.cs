using Temporal.Grpc;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Tests.Client;

public class RpcRetryTests
{
    private static readonly SignalWorkflowExecutionRequest Signal = new() { Namespace = "orders", SignalName = "go" };

    [Fact]
    public async Task An_unavailable_server_is_tried_until_it_answers()
    {
        await using var server = await FakeServer.StartAsync(fake => fake.On(
            "SignalWorkflowExecution",
            SignalWorkflowExecutionRequest.Parser,
            _ => fake.Calls("SignalWorkflowExecution") < 5
                ? throw new GrpcException(GrpcStatusCode.Unavailable, "not now")
                : new SignalWorkflowExecutionResponse()));
        var client = await server.ConnectAsync();

        await client.GetWorkflowHandle("w").SignalAsync("go", []);

        Assert.Equal(5, server.Calls("SignalWorkflowExecution"));
    }

    [Fact]
    public async Task A_storm_that_does_not_end_costs_eleven_calls()
    {
        await using var server = await AlwaysAsync(GrpcStatusCode.Unavailable);
        var client = await server.ConnectAsync();

        var e = await Assert.ThrowsAsync<RpcException>(() => client.GetWorkflowHandle("w").SignalAsync("go", []));

        Assert.Equal(StatusCode.Unavailable, e.Code);
        Assert.Equal(11, server.Calls("SignalWorkflowExecution"));
    }

    [Fact]
    public async Task The_raw_service_does_not_retry()
    {
        await using var server = await AlwaysAsync(GrpcStatusCode.Unavailable);
        var client = await server.ConnectAsync();

        await Assert.ThrowsAsync<RpcException>(() => client.WorkflowService.SignalWorkflowExecutionAsync(Signal));

        Assert.Equal(1, server.Calls("SignalWorkflowExecution"));
    }

    [Theory]
    [InlineData(GrpcStatusCode.InvalidArgument)]
    [InlineData(GrpcStatusCode.NotFound)]
    [InlineData(GrpcStatusCode.AlreadyExists)]
    [InlineData(GrpcStatusCode.PermissionDenied)]
    [InlineData(GrpcStatusCode.FailedPrecondition)]
    [InlineData(GrpcStatusCode.Unauthenticated)]
    [InlineData(GrpcStatusCode.Unimplemented)]
    public async Task An_answer_that_waiting_does_not_change_is_final(GrpcStatusCode code)
    {
        await using var server = await AlwaysAsync(code);
        var client = await server.ConnectAsync();

        var e = await Assert.ThrowsAsync<RpcException>(() => client.GetWorkflowHandle("w").SignalAsync("go", []));

        Assert.Equal((int)code, (int)e.Code);
        Assert.Equal(1, server.Calls("SignalWorkflowExecution"));
    }

    [Fact]
    public async Task A_call_past_its_deadline_is_not_made_again()
    {
        await using var server = await FakeServer.StartAsync(fake => fake.On(
            "SignalWorkflowExecution", SignalWorkflowExecutionRequest.Parser, async (_, call) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, call.Cancelled);
                return new SignalWorkflowExecutionResponse();
            }));
        var client = await server.ConnectAsync();
        var rpc = new RpcOptions { Timeout = TimeSpan.FromMilliseconds(200) };

        var e = await Assert.ThrowsAsync<RpcException>(() => client.GetWorkflowHandle("w").SignalAsync("go", [], new() { Rpc = rpc }));

        // On a machine that is busy the first call may not get as far as the server.
        Assert.Equal(StatusCode.DeadlineExceeded, e.Code);
        Assert.InRange(server.Calls("SignalWorkflowExecution"), 0, 1);
    }

    [Fact]
    public async Task The_callers_cancellation_is_not_an_answer_of_the_server()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await FakeServer.StartAsync(fake => fake.On(
            "SignalWorkflowExecution", SignalWorkflowExecutionRequest.Parser, async (_, call) =>
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, call.Cancelled);
                return new SignalWorkflowExecutionResponse();
            }));
        var client = await server.ConnectAsync();
        var options = new WorkflowSignalOptions { Rpc = new() { CancellationToken = cancel.Token } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetWorkflowHandle("w").SignalAsync("go", [], options));

        Assert.Equal(1, server.Calls("SignalWorkflowExecution"));
    }

    [Fact]
    public async Task Waits_grow_by_the_factor_up_to_the_maximum()
    {
        var time = new ImpatientTime();
        await FailAsync(new RpcRetryPolicy(null, time, jitter: () => 0.5), StatusCode.Unavailable);

        Assert.Equal([100, 170, 289, 491, 835, 1419, 2413, 4103], time.Waits.Select(each => (int)each.TotalMilliseconds));
    }

    [Fact]
    public async Task Retries_end_when_ten_seconds_would_be_over()
    {
        var time = new ImpatientTime();
        await FailAsync(new RpcRetryPolicy(null, time, jitter: () => 0.5), StatusCode.Unavailable);

        Assert.InRange(time.GetUtcNow() - DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_server_over_its_limits_gets_a_longer_rest()
    {
        var policy = new RpcRetryPolicy(null, TimeProvider.System, jitter: () => 0.5);

        Assert.Equal([1, 2, 4, 8, 10, 10], Enumerable.Range(1, 6).Select(attempt => policy.Delay(attempt, throttled: true).TotalSeconds));
    }

    [Theory]
    [InlineData(0.0, 80)]
    [InlineData(1.0, 120)]
    public void Jitter_moves_a_wait_by_a_fifth(double jitter, double expected)
    {
        var policy = new RpcRetryPolicy(null, TimeProvider.System, () => jitter);

        Assert.Equal(expected, policy.Delay(1, throttled: false).TotalMilliseconds, precision: 3);
    }

    [Fact]
    public void A_message_that_is_too_large_stays_too_large() =>
        Assert.False(RpcRetryPolicy.IsRetryable(new(StatusCode.ResourceExhausted, "grpc: received message larger than max (5 vs. 4)", null)));

    private static Task<FakeServer> AlwaysAsync(GrpcStatusCode code) => FakeServer.StartAsync(fake => fake.On(
        "SignalWorkflowExecution",
        SignalWorkflowExecutionRequest.Parser,
        SignalWorkflowExecutionResponse (_) => throw new GrpcException(code, "no")));

    private static Task<RpcException> FailAsync(RpcRetryPolicy policy, StatusCode code) =>
        Assert.ThrowsAsync<RpcException>(() => policy.RunAsync<int>(() => throw new RpcException(code, "no", null), CancellationToken.None));
}

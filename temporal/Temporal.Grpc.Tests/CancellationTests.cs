using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;

namespace Temporal.Grpc.Tests;

public sealed class CancellationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_callers_cancellation_ends_the_call_and_reaches_the_server(bool withDeadline)
    {
        var metadata = withDeadline ? new GrpcCall { Deadline = TimeSpan.FromMinutes(5) } : GrpcCall.Default;
        var arrived = new TaskCompletionSource<bool>();
        var dropped = new TaskCompletionSource<bool>();
        await using var server = await Calls.ServeAsync(async (request, call) =>
        {
            using var watch = call.Cancelled.Register(() => dropped.TrySetResult(true));
            arrived.TrySetResult(true);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, call.Cancelled);
            return request;
        });
        using var channel = server.Connect();
        using var caller = new CancellationTokenSource();

        var call = channel.SayAsync("x", metadata, caller.Token);
        await arrived.Task.SoonAsync();
        await caller.CancelAsync();

        var ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.SoonAsync());
        Assert.Equal(caller.Token, ended.CancellationToken);
        Assert.True(await dropped.Task.SoonAsync());
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task A_cancelled_caller_sends_nothing()
    {
        using var channel = new GrpcChannel(new GrpcChannelOptions { Address = new Uri("http://127.0.0.1:9") });

        await Assert.ThrowsAsync<OperationCanceledException>(() => channel.SayAsync("x", cancelled: new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task The_deadline_ends_the_call_even_when_the_server_does_not()
    {
        var release = new TaskCompletionSource<StringValue>();
        await using var server = await Calls.ServeAsync((_, _) => release.Task);
        using var channel = server.Connect();

        var failed = await Assert.ThrowsAsync<GrpcException>(
            () => channel.SayAsync("x", new GrpcCall { Deadline = TimeSpan.FromMilliseconds(200) }).SoonAsync());

        Assert.Equal(GrpcStatusCode.DeadlineExceeded, failed.Code);
        release.SetResult(new StringValue());
    }

    [Fact]
    public async Task A_deadline_in_the_past_sends_nothing()
    {
        using var channel = new GrpcChannel(new GrpcChannelOptions { Address = new Uri("http://127.0.0.1:9") });

        var failed = await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x", new GrpcCall { Deadline = TimeSpan.Zero }));

        Assert.Equal(GrpcStatusCode.DeadlineExceeded, failed.Code);
    }

    [Fact]
    public async Task The_server_knows_the_deadline_and_answers_it_to_a_client_that_still_listens()
    {
        DateTimeOffset? seen = null;
        await using var server = await Calls.ServeAsync(async (request, call) =>
        {
            seen = call.Deadline;
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, call.Cancelled);
            return request;
        });
        using var raw = new RawClient(server.Address);
        var start = TimeProvider.System.GetUtcNow();

        var answer = await raw.SendAsync(RawClient.Frame(new StringValue()), timeout: "300m").SoonAsync();

        Assert.Equal("4", answer.Header("grpc-status"));
        Assert.InRange(seen!.Value - start, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_stopping_handler_tells_the_client_to_come_back()
    {
        await using var server = await Calls.ServeAsync((_, _) => throw new OperationCanceledException());
        using var channel = server.Connect();

        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => channel.SayAsync("x"))).Code);
    }

    [Fact]
    public async Task A_malformed_timeout_is_an_error()
    {
        await using var server = await Calls.ServeEchoAsync();
        using var raw = new RawClient(server.Address);

        Assert.Equal("13", (await raw.SendAsync(RawClient.Frame(new StringValue()), timeout: "soon")).Header("grpc-status"));
    }
}

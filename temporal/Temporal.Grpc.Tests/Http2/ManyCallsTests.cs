using System.Collections.Concurrent;
using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;

namespace Temporal.Grpc.Tests.Http2;

/// <summary>Against the HTTP/2 of Kestrel.</summary>
public sealed class ManyCallsTests
{
    [Fact]
    public async Task Thousands_of_calls_of_all_sizes_keep_their_answers_apart()
    {
        await using var server = await Calls.ServeEchoAsync();
        using var channel = server.Connect();

        await Parallel.ForAsync(0, 5_000, new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (n, cancelled) =>
        {
            var text = $"{n}:{new string((char)('a' + (n % 26)), (n * 7919) % 9_000)}";
            Assert.Equal(text, (await channel.SayAsync(text, new GrpcCall { Deadline = TimeSpan.FromMinutes(1) }, cancelled)).Value);
        });
    }

    [Fact]
    public async Task Large_messages_both_ways_do_not_stop_small_ones()
    {
        await using var server = await Calls.ServeEchoAsync();
        using var channel = server.Connect();
        var large = Enumerable.Range(0, 6)
            .Select(n => Convert.ToBase64String(RandomNumberGenerator.GetBytes(3_000_000 + n)))
            .Select(async text => Assert.Equal(text, (await channel.SayAsync(text)).Value));
        var small = Enumerable.Range(0, 500).Select(async n => Assert.Equal($"{n}", (await channel.SayAsync($"{n}")).Value));

        await Task.WhenAll(large.Concat(small)).WaitAsync(3 * Calls.Soon);
    }

    [Fact]
    public async Task Calls_beyond_what_a_connection_may_carry_go_over_others()
    {
        const int AtOnce = 20;
        using var all = new CountdownEvent(AtOnce);
        var arrived = new TaskCompletionSource();
        var connections = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await using var server = await WireServer.StartAsync(
            routes => RawServer.Map(routes, async context =>
            {
                connections.AddOrUpdate(context.Connection.Id, 1, (_, before) => before + 1);
                if (all.Signal())
                {
                    arrived.SetResult();
                }

                await arrived.Task;
                await RawServer.AnswerAsync(context, RawClient.Frame(new StringValue()), trailers => trailers["grpc-status"] = "0");
            }),
            limit: http2 => http2.MaxStreamsPerConnection = 3);
        using var channel = server.Connect();

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(n => channel.SayAsync($"{n}"))).SoonAsync();

        Assert.All(connections.Values, carried => Assert.InRange(carried, 1, 3));
    }

    [Fact]
    public async Task A_server_that_stops_under_load_has_answered_every_call_that_it_handled()
    {
        var handled = 0;
        var answered = 0;
        var server = await Calls.ServeAsync((request, _) =>
        {
            Interlocked.Increment(ref handled);
            return Task.FromResult(new StringValue { Value = request.Value });
        });
        using var channel = server.Connect();
        var warm = new TaskCompletionSource();
        var callers = Enumerable.Range(0, 32).Select(_ => CallUntilGoneAsync()).ToList();

        await warm.Task;
        await server.StopAsync();

        Assert.All(await Task.WhenAll(callers).SoonAsync(), status => Assert.Equal(GrpcStatusCode.Unavailable, status));
        Assert.Equal(handled, answered);
        await server.DisposeAsync();

        async Task<GrpcStatusCode> CallUntilGoneAsync()
        {
            while (true)
            {
                try
                {
                    await channel.SayAsync("x");
                    if (Interlocked.Increment(ref answered) == 2_000)
                    {
                        warm.SetResult();
                    }
                }
                catch (GrpcException end)
                {
                    return end.Code;
                }
            }
        }
    }

    [Fact]
    public async Task Cancelled_and_finished_calls_mix_without_harm()
    {
        await using var server = await Calls.ServeEchoAsync();
        using var channel = server.Connect();

        await Parallel.ForAsync(0, 3_000, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (n, _) =>
        {
            using var caller = new CancellationTokenSource();
            var call = channel.SayAsync($"{n}", cancelled: caller.Token);
            if (n % 3 == 0)
            {
                await caller.CancelAsync();
            }

            try
            {
                Assert.Equal($"{n}", (await call).Value);
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(0, n % 3);
            }
        });

        Assert.Equal("after", (await channel.SayAsync("after")).Value);
    }

    [Fact]
    public async Task Metadata_larger_than_a_frame_arrives()
    {
        string? seen = null;
        await using var server = await WireServer.StartAsync(
            routes => RawServer.Map(routes, async context =>
            {
                seen = context.Request.Headers["large"];
                await RawServer.AnswerAsync(context, RawClient.Frame(new StringValue()), trailers => trailers["grpc-status"] = "0");
            }),
            limit: http2 => http2.MaxRequestHeaderFieldSize = 32 * 1024);
        using var channel = server.Connect();
        var large = string.Concat(Enumerable.Range(0, 5_000).Select(n => $"{n:D5}"));

        await channel.SayAsync("x", new GrpcCall { Metadata = [new("large", large)] });

        Assert.Equal(large, seen);
    }
}

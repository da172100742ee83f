using Temporal.Grpc.Http2;
using Temporal.Server.Tests.Storage;

namespace Temporal.Grpc.Tests.Http2;

public sealed class LivenessTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_server_that_does_not_answer_a_ping_in_time_is_unavailable()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect(_time, Interval);
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        _time.Advance(Interval);
        Assert.Equal(FrameMarks.None, (await peer.ReadAsync(FrameType.Ping)).Header.Marks);
        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        var failed = await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync());
        Assert.Equal(GrpcStatusCode.Unavailable, failed.Code);
        Assert.Contains("silent", failed.Message, StringComparison.Ordinal);
        Assert.Null(await peer.ReadAsync());
    }

    [Fact]
    public async Task A_server_that_answers_pings_is_given_all_the_time_it_needs()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect(_time, Interval);
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        for (var round = 0; round < 20; round++)
        {
            _time.Advance(Interval);
            var ping = await peer.ReadAsync();
            Assert.Equal(FrameType.Ping, ping!.Type);
            await peer.SendAsync(PeerFrame.Of(FrameType.Ping, FrameMarks.Ack, 0, ping.Payload));
            Assert.Empty(await peer.HandledAsync());
        }

        await peer.AnswerAsync(1, "y");
        Assert.Equal("y", (await call.SoonAsync()).Value);
    }

    [Fact]
    public async Task A_server_that_sends_anything_need_not_be_asked()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect(_time, Interval);
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        for (var round = 0; round < 5; round++)
        {
            _time.Advance(Interval - TimeSpan.FromSeconds(1));
            Assert.Empty(await peer.HandledAsync());
        }

        await peer.AnswerAsync(1, "y");
        Assert.Equal("y", (await call.SoonAsync()).Value);
    }

    [Fact]
    public async Task A_connection_without_calls_is_not_pinged_and_closed_after_five_minutes()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect(_time, Interval);
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.AnswerAsync(await peer.ReadRequestAsync(), "y");
        await call.SoonAsync();

        for (var minute = 0; minute < 4; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.Empty(await peer.HandledAsync());
        }

        _time.Advance(TimeSpan.FromMinutes(1));

        var farewell = await peer.ReadAsync();
        Assert.Equal((FrameType.GoAway, (uint)Http2ErrorCode.NoError), (farewell!.Type, farewell.Number(4)));
        Assert.Null(await peer.ReadAsync());
        var next = channel.SayAsync("x");
        using var second = await server.AcceptAsync();
        await second.AnswerAsync(await second.ReadRequestAsync(), "z");
        Assert.Equal("z", (await next.SoonAsync()).Value);
    }

    [Fact]
    public async Task Without_keep_alive_nobody_is_pinged_however_long_a_call_takes()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect(_time);
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        _time.Advance(TimeSpan.FromHours(3));
        Assert.Empty(await peer.HandledAsync());

        await peer.AnswerAsync(1, "y");
        Assert.Equal("y", (await call.SoonAsync()).Value);
    }

    [Fact]
    public async Task A_server_that_accepts_and_says_nothing_is_unavailable_after_the_time_to_connect()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect(_time);
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptRawAsync();
        await peer.ReadPrefaceAsync();

        _time.Advance(TimeSpan.FromSeconds(10));

        var failed = await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync());
        Assert.Equal(GrpcStatusCode.Unavailable, failed.Code);
        Assert.Contains("within 00:00:10", failed.Message, StringComparison.Ordinal);
    }
}

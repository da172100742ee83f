using Temporal.Grpc.Http2;

namespace Temporal.Grpc.Tests.Http2;

/// <summary>Streams that are reset, servers that go away, and what becomes of the calls.</summary>
public sealed class FarewellTests
{
    [Theory]
    [InlineData((uint)Http2ErrorCode.NoError, GrpcStatusCode.Unavailable)]
    [InlineData((uint)Http2ErrorCode.ProtocolError, GrpcStatusCode.Internal)]
    [InlineData((uint)Http2ErrorCode.InternalError, GrpcStatusCode.Internal)]
    [InlineData((uint)Http2ErrorCode.FlowControlError, GrpcStatusCode.Internal)]
    [InlineData((uint)Http2ErrorCode.SettingsTimeout, GrpcStatusCode.Internal)]
    [InlineData((uint)Http2ErrorCode.StreamClosed, GrpcStatusCode.Internal)]
    [InlineData((uint)Http2ErrorCode.FrameSizeError, GrpcStatusCode.Internal)]
    [InlineData((uint)Http2ErrorCode.Cancel, GrpcStatusCode.Cancelled)]
    [InlineData((uint)Http2ErrorCode.CompressionError, GrpcStatusCode.Internal)]
    [InlineData((uint)Http2ErrorCode.ConnectError, GrpcStatusCode.Internal)]
    [InlineData((uint)Http2ErrorCode.EnhanceYourCalm, GrpcStatusCode.ResourceExhausted)]
    [InlineData((uint)Http2ErrorCode.InadequateSecurity, GrpcStatusCode.PermissionDenied)]
    [InlineData((uint)Http2ErrorCode.Http11Required, GrpcStatusCode.Internal)]
    [InlineData(0x1234_5678u, GrpcStatusCode.Internal)]
    public async Task A_reset_stream_becomes_the_status_that_its_code_stands_for(uint code, GrpcStatusCode expected)
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(PeerFrame.Reset(1, (Http2ErrorCode)code));

        Assert.Equal(expected, (await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync())).Code);
        Assert.Empty(await peer.HandledAsync());
    }

    [Fact]
    public async Task A_stream_that_the_server_has_reset_is_not_mentioned_again()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync(new string('x', 5_000));
        using var peer = await server.AcceptAsync((SettingId.InitialWindowSize, 1_000));
        await peer.ReadAsync(FrameType.Data);

        await peer.SendAsync(PeerFrame.Reset(1, Http2ErrorCode.NoError), PeerFrame.WindowUpdate(1, 10_000));

        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync())).Code);
        Assert.Empty(await peer.HandledAsync());
    }

    [Fact]
    public async Task A_refused_stream_is_sent_once_more_and_no_more()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();

        await peer.SendAsync(PeerFrame.Reset(await peer.ReadRequestAsync(), Http2ErrorCode.RefusedStream));
        Assert.Equal(3, await peer.ReadRequestAsync());
        await peer.SendAsync(PeerFrame.Reset(3, Http2ErrorCode.RefusedStream));

        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync())).Code);
        Assert.Empty(await peer.HandledAsync());
    }

    [Fact]
    public async Task A_server_that_goes_away_ends_what_it_has_and_the_rest_is_sent_to_the_next()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var kept = channel.SayAsync("kept");
        using var first = await server.AcceptAsync();
        await first.ReadRequestAsync();
        var moved = channel.SayAsync("moved");
        await first.ReadRequestAsync();

        await first.SendAsync(PeerFrame.GoAway(int.MaxValue, Http2ErrorCode.NoError), PeerFrame.GoAway(1, Http2ErrorCode.NoError));

        using var second = await server.AcceptAsync();
        await second.AnswerAsync(await second.ReadRequestAsync(), "by the second");
        Assert.Equal("by the second", (await moved.SoonAsync()).Value);
        await first.AnswerAsync(1, "by the first");
        Assert.Equal("by the first", (await kept.SoonAsync()).Value);
        Assert.Equal(FrameType.GoAway, (await first.ReadAsync())!.Type);
        Assert.Null(await first.ReadAsync());
    }

    [Fact]
    public async Task A_call_that_two_servers_left_out_is_unavailable()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var first = await server.AcceptAsync();
        await first.ReadRequestAsync();
        await first.SendAsync(PeerFrame.GoAway(0, Http2ErrorCode.NoError));
        using var second = await server.AcceptAsync();
        await second.ReadRequestAsync();
        await second.SendAsync(PeerFrame.GoAway(0, Http2ErrorCode.NoError));

        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync())).Code);
    }

    [Theory]
    [InlineData((uint)Http2ErrorCode.NoError, GrpcStatusCode.Unavailable)]
    [InlineData((uint)Http2ErrorCode.EnhanceYourCalm, GrpcStatusCode.ResourceExhausted)]
    [InlineData((uint)Http2ErrorCode.InternalError, GrpcStatusCode.Internal)]
    public async Task A_call_that_a_leaving_server_does_not_end_has_the_status_of_its_farewell(uint code, GrpcStatusCode expected)
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(PeerFrame.GoAway(1, (Http2ErrorCode)code));
        peer.CloseForWriting();

        Assert.Equal(expected, (await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync())).Code);
    }

    [Fact]
    public async Task A_server_that_closes_without_a_word_is_unavailable_and_the_next_call_connects_again()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var lost = channel.SayAsync("x");
        using var first = await server.AcceptAsync();
        await first.ReadRequestAsync();
        first.Dispose();
        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => lost.SoonAsync())).Code);

        var call = channel.SayAsync("x");
        using var second = await server.AcceptAsync();
        await second.AnswerAsync(await second.ReadRequestAsync(), "y");

        Assert.Equal("y", (await call.SoonAsync()).Value);
    }

    [Fact]
    public async Task More_calls_than_a_connection_may_carry_open_another_and_a_free_place_is_used_again()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var one = channel.SayAsync("1");
        using var first = await server.AcceptAsync((SettingId.MaxConcurrentStreams, 1));
        await first.ReadRequestAsync();
        var two = channel.SayAsync("2");
        using var second = await server.AcceptAsync((SettingId.MaxConcurrentStreams, 1));
        await second.ReadRequestAsync();
        await first.AnswerAsync(1, "one");
        Assert.Equal("one", (await one.SoonAsync()).Value);

        var three = channel.SayAsync("3");

        Assert.Equal(3, await first.ReadRequestAsync());
        await first.AnswerAsync(3, "three");
        await second.AnswerAsync(1, "two");
        Assert.Equal("twothree", (await two.SoonAsync()).Value + (await three.SoonAsync()).Value);
    }

    [Fact]
    public async Task A_server_that_takes_no_calls_is_unavailable()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync((SettingId.MaxConcurrentStreams, 0));

        var failed = await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync());

        Assert.Equal(GrpcStatusCode.Unavailable, failed.Code);
        Assert.Contains("takes no calls", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_greets_and_leaves_is_not_called_on_for_ever()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        while (!call.IsCompleted)
        {
            var accepted = server.AcceptRawAsync();
            if (await Task.WhenAny(accepted, call).SoonAsync() == accepted)
            {
                await (await accepted).SendAsync(PeerFrame.Settings(), PeerFrame.GoAway(0, Http2ErrorCode.NoError));
            }
        }

        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => call)).Code);
    }

    [Fact]
    public async Task A_disposed_channel_ends_its_calls_properly_and_takes_no_more()
    {
        using var server = new ScriptedServer();
        var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        channel.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => channel.SayAsync("y").SoonAsync());
        await peer.AnswerAsync(1, "x");
        Assert.Equal("x", (await call.SoonAsync()).Value);
        Assert.Equal(FrameType.GoAway, (await peer.ReadAsync())!.Type);
        Assert.Null(await peer.ReadAsync());
    }

    [Fact]
    public async Task A_caller_may_give_up_while_the_connection_is_being_opened()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        using var caller = new CancellationTokenSource();
        var call = channel.SayAsync("x", cancelled: caller.Token);
        using var peer = await server.AcceptRawAsync();

        await caller.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => call.SoonAsync());
    }
}

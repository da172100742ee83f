using Temporal.Grpc.Http2;

namespace Temporal.Grpc.Tests.Http2;

public sealed class FlowControlTests
{
    [Fact]
    public async Task A_request_waits_for_a_window_and_goes_on_as_it_grows()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("hello");
        using var peer = await server.AcceptAsync((SettingId.InitialWindowSize, 0));
        Assert.Equal(FrameType.Headers, (await peer.ReadAsync())!.Type);
        Assert.Empty(await peer.HandledAsync());

        await peer.SendAsync(PeerFrame.WindowUpdate(1, 3));
        var begin = await peer.ReadAsync();
        Assert.Equal((FrameType.Data, FrameMarks.None), (begin!.Type, begin.Header.Marks));
        Assert.Empty(await peer.HandledAsync());
        await peer.SendAsync(PeerFrame.WindowUpdate(1, 1000));
        var end = await peer.ReadAsync();

        Assert.Equal((FrameType.Data, FrameMarks.EndStream), (end!.Type, end.Header.Marks));
        Assert.Equal(ScriptedPeer.Message("hello"), begin.Payload.Concat(end.Payload));
        await peer.AnswerAsync(1, "y");
        Assert.Equal("y", (await call.SoonAsync()).Value);
    }

    [Fact]
    public async Task Settings_may_shrink_a_window_below_zero()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync(new string('x', 200));
        using var peer = await server.AcceptAsync((SettingId.InitialWindowSize, 100));
        Assert.Equal(100, (await peer.ReadAsync(FrameType.Data)).Payload.Length);

        // 0 left, and 90 less of it.
        await peer.SendAsync(PeerFrame.Settings((SettingId.InitialWindowSize, 10)), PeerFrame.WindowUpdate(1, 90));
        Assert.DoesNotContain(await peer.HandledAsync(), frame => frame.Type is FrameType.Data);
        await peer.SendAsync(PeerFrame.WindowUpdate(1, 1));
        Assert.Single((await peer.ReadAsync(FrameType.Data)).Payload);
        await peer.SendAsync(PeerFrame.Settings((SettingId.InitialWindowSize, 1_000)));

        Assert.Equal(1, await peer.ReadRequestAsync());
        await peer.AnswerAsync(1, "y");
        Assert.Equal("y", (await call.SoonAsync()).Value);
    }

    [Fact]
    public async Task Large_requests_take_turns_when_the_connection_is_narrow()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var first = channel.SayAsync(new string('a', 200_000));
        using var peer = await server.AcceptAsync((SettingId.InitialWindowSize, int.MaxValue));
        await ReadBodyAsync(peer, 65_535);
        var second = channel.SayAsync(new string('b', 200_000));
        Assert.Equal(3, (await peer.ReadAsync(FrameType.Headers)).StreamId);

        await peer.SendAsync(PeerFrame.WindowUpdate(0, 4 * 16_384));

        Assert.Equal([1, 3, 1, 3], await ReadBodyAsync(peer, 4 * 16_384));
        await peer.SendAsync(PeerFrame.WindowUpdate(0, 1_000_000));
        Assert.Equal(1, await peer.ReadRequestAsync());
        Assert.Equal(3, await peer.ReadRequestAsync());
        await peer.AnswerAsync(1, "a");
        await peer.AnswerAsync(3, "b");
        Assert.Equal("ab", (await first.SoonAsync()).Value + (await second.SoonAsync()).Value);
    }

    [Fact]
    public async Task A_small_request_passes_a_large_one_that_waits_for_its_own_window()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var large = channel.SayAsync(new string('x', 5_000));
        using var peer = await server.AcceptAsync((SettingId.InitialWindowSize, 1_000));
        await ReadBodyAsync(peer, 1_000);

        var small = channel.SayAsync("y");

        Assert.Equal(3, await peer.ReadRequestAsync());
        await peer.AnswerAsync(3, "y");
        Assert.Equal("y", (await small.SoonAsync()).Value);
        Assert.False(large.IsCompleted);
    }

    [Fact]
    public async Task An_answer_before_the_request_is_sent_ends_the_call_and_the_rest_is_not_sent()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync(new string('x', 5_000));
        using var peer = await server.AcceptAsync((SettingId.InitialWindowSize, 1_000));
        await ReadBodyAsync(peer, 1_000);

        await peer.AnswerAsync(1, "enough");

        Assert.Equal("enough", (await call.SoonAsync()).Value);
        var reset = await peer.ReadAsync();
        Assert.Equal((FrameType.RstStream, 1, (uint)Http2ErrorCode.Cancel), (reset!.Type, reset.StreamId, reset.Number()));
        await peer.SendAsync(PeerFrame.WindowUpdate(1, 100_000));
        Assert.Empty(await peer.HandledAsync());
    }

    [Fact]
    public async Task A_server_that_keeps_to_the_windows_can_send_any_answer()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();
        var answer = ScriptedPeer.Message(new string('z', 12_000_000));
        var windows = new Dictionary<int, long> { [0] = FrameWriter.ConnectionWindow, [1] = FrameWriter.StreamWindow };
        var told = new HashSet<int>();
        await peer.SendAsync(PeerFrame.Head(1));

        foreach (var part in answer.Chunk(16_000))
        {
            while (windows.Values.Min() < part.Length)
            {
                var update = await peer.ReadAsync(FrameType.WindowUpdate);
                windows[update.StreamId] += update.Number();
                told.Add(update.StreamId);
            }

            windows[0] -= part.Length;
            windows[1] -= part.Length;
            await peer.SendAsync(PeerFrame.Data(1, part));
        }

        await peer.SendAsync(PeerFrame.Trailers(1));

        Assert.Equal(12_000_000, (await call.SoonAsync()).Value.Length);
        Assert.Contains(1, told);
    }

    [Fact]
    public async Task Padding_and_what_nobody_waits_for_are_given_back_to_the_connection_too()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        using var caller = new CancellationTokenSource();
        var call = channel.SayAsync("x", cancelled: caller.Token);
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();
        await caller.CancelAsync();
        await peer.ReadAsync(FrameType.RstStream);
        var frame = PeerFrame.Of(FrameType.Data, FrameMarks.Padded, 1, [255, .. new byte[16_000]]);

        await peer.SendAsync([.. Enumerable.Repeat(frame, FrameWriter.ConnectionWindow / 2 / 16_001 + 1)]);

        var update = await peer.ReadAsync();
        Assert.Equal((FrameType.WindowUpdate, 0), (update!.Type, update.StreamId));
        Assert.InRange(update.Number(), (uint)FrameWriter.ConnectionWindow / 2, (uint)FrameWriter.ConnectionWindow);
        await Assert.ThrowsAsync<OperationCanceledException>(() => call.SoonAsync());
    }

    /// <summary>Reads frames of bodies of this length together, and tells their streams.</summary>
    private static async Task<List<int>> ReadBodyAsync(ScriptedPeer peer, int length)
    {
        var streams = new List<int>();
        while (length > 0)
        {
            var frame = await peer.ReadAsync(FrameType.Data);
            streams.Add(frame.StreamId);
            length -= frame.Payload.Length;
        }

        Assert.Equal(0, length);
        return streams;
    }
}

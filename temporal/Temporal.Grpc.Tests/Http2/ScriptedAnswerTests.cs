using System.Text;
using Temporal.Grpc.Http2;
using Temporal.Server.Tests.Storage;

namespace Temporal.Grpc.Tests.Http2;

/// <summary>Answers in every form that HTTP/2 allows.</summary>
public sealed class ScriptedAnswerTests
{
    private static readonly byte[] Hello = ScriptedPeer.Message("hello");

    private static readonly byte[] Priority = [0, 0, 0, 0, 9];

    public static TheoryData<string, byte[][]> Forms => new()
    {
        { "plain", [PeerFrame.Head(1), PeerFrame.Data(1, Hello), PeerFrame.Trailers(1)] },
        { "a byte a frame", [PeerFrame.Head(1), .. Hello.Select(octet => PeerFrame.Data(1, octet)), PeerFrame.Trailers(1)] },
        { "empty frames between", [PeerFrame.Head(1), PeerFrame.Data(1), PeerFrame.Data(1, Hello), PeerFrame.Data(1), PeerFrame.Trailers(1)] },
        {
            "padding and priority",
            [
                PeerFrame.Of(
                    FrameType.Headers, FrameMarks.EndHeaders | FrameMarks.Padded | FrameMarks.Priority, 1, [3, .. Priority, .. PeerFrame.HeadBlock, 0, 0, 0]),
                PeerFrame.Of(FrameType.Data, FrameMarks.Padded, 1, [2, .. Hello, 0, 0]),
                PeerFrame.Of(FrameType.Data, FrameMarks.Padded, 1, 4, 0, 0, 0, 0),
                PeerFrame.Of(FrameType.Headers, FrameMarks.EndHeaders | FrameMarks.EndStream | FrameMarks.Padded, 1, [0, .. PeerFrame.TrailerBlock]),
            ]
        },
        {
            "header blocks in pieces",
            [
                PeerFrame.Of(FrameType.Headers, FrameMarks.None, 1),
                .. PeerFrame.HeadBlock.Select(octet => PeerFrame.Of(FrameType.Continuation, FrameMarks.None, 1, octet)),
                PeerFrame.Of(FrameType.Continuation, FrameMarks.EndHeaders, 1),
                PeerFrame.Data(1, Hello),
                PeerFrame.Of(FrameType.Headers, FrameMarks.EndStream, 1, PeerFrame.TrailerBlock.AsSpan(0, 3)),
                PeerFrame.Of(FrameType.Continuation, FrameMarks.EndHeaders, 1, PeerFrame.TrailerBlock.AsSpan(3)),
            ]
        },
        {
            "interim answers first",
            [
                PeerFrame.Of(FrameType.Headers, FrameMarks.EndHeaders, 1, PeerFrame.Block((":status", "100"))),
                PeerFrame.Of(FrameType.Headers, FrameMarks.EndHeaders, 1, PeerFrame.Block((":status", "103"), ("link", "x"))),
                PeerFrame.Head(1), PeerFrame.Data(1, Hello), PeerFrame.Trailers(1),
            ]
        },
        {
            "what else a server may say",
            [
                PeerFrame.Of((FrameType)0xBE, FrameMarks.EndStream, 1, 1, 2, 3), PeerFrame.Of((FrameType)0x10, FrameMarks.None, 0),
                PeerFrame.Of(FrameType.Priority, FrameMarks.None, 1, 0, 0, 0, 0, 1), PeerFrame.Head(1),
                PeerFrame.Of(FrameType.Priority, FrameMarks.None, 77, 0, 0, 0, 0, 1), PeerFrame.Settings(((SettingId)0x99, 7)),
                PeerFrame.Data(1, Hello), PeerFrame.WindowUpdate(1, 5), PeerFrame.WindowUpdate(0, 5), PeerFrame.Trailers(1),
            ]
        },
        {
            "Huffman codes and a table given up",
            [
                // 0x20 gives the table up; :status 200; content-type with "application/grpc" in Huffman's code.
                PeerFrame.Of(FrameType.Headers, FrameMarks.EndHeaders, 1, Convert.FromHexString("20880f108b1d75d0620d263d4c4d6564")),
                PeerFrame.Data(1, Hello), PeerFrame.Trailers(1),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task An_answer_in_this_form_is_understood(string form, byte[][] frames)
    {
        Assert.NotEmpty(form);
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(frames);

        Assert.Equal("hello", (await call.SoonAsync()).Value);
    }

    [Fact]
    public async Task A_status_in_the_head_alone_ends_the_call()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(PeerFrame.Of(
            FrameType.Headers,
            FrameMarks.EndHeaders | FrameMarks.EndStream,
            1,
            PeerFrame.Block((":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "5"), ("grpc-message", "gone"))));

        var failed = await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync());
        Assert.Equal((GrpcStatusCode.NotFound, "gone"), (failed.Code, failed.Message));
    }

    [Fact]
    public async Task A_head_that_decides_the_call_ends_it_and_the_server_hears_of_it()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(PeerFrame.Of(FrameType.Headers, FrameMarks.EndHeaders, 1, PeerFrame.Block((":status", "503"))));

        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync())).Code);
        Assert.Equal((uint)Http2ErrorCode.Cancel, (await peer.ReadAsync(FrameType.RstStream)).Number());
    }

    [Fact]
    public async Task An_answer_that_will_be_too_large_ends_the_call_before_it_has_come()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(PeerFrame.Head(1), PeerFrame.Data(1, 0, 0x7F, 0, 0, 0, 1));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, (await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync())).Code);
        Assert.Equal((uint)Http2ErrorCode.Cancel, (await peer.ReadAsync(FrameType.RstStream)).Number());
    }

    [Fact]
    public async Task The_first_header_block_and_no_other_gives_up_the_servers_table()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var first = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        var one = await peer.ReadAsync(FrameType.Headers);
        var second = channel.SayAsync("x");
        var two = await peer.ReadAsync(FrameType.Headers);

        Assert.Equal(0x20, one.Payload[0]);
        Assert.Equal(one.Payload.Skip(1), two.Payload);
        await peer.AnswerAsync(1, "1");
        await peer.AnswerAsync(3, "2");
        Assert.Equal("12", (await first.SoonAsync()).Value + (await second.SoonAsync()).Value);
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_own_bytes_and_settings_with_an_acknowledgement()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(PeerFrame.Of(FrameType.Ping, FrameMarks.None, 0, "12345678"u8), PeerFrame.Settings());

        var ping = await peer.ReadAsync();
        Assert.Equal((FrameType.Ping, FrameMarks.Ack, "12345678"), (ping!.Type, ping.Header.Marks, Encoding.ASCII.GetString(ping.Payload)));
        var settings = await peer.ReadAsync();
        Assert.Equal((FrameType.Settings, FrameMarks.Ack, 0), (settings!.Type, settings.Header.Marks, settings.Payload.Length));
        await peer.AnswerAsync(1, "y");
        Assert.Equal("y", (await call.SoonAsync()).Value);
    }

    [Fact]
    public async Task Frames_of_a_call_that_was_given_up_disturb_nobody()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        using var caller = new CancellationTokenSource();
        var first = channel.SayAsync("x", cancelled: caller.Token);
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();
        await caller.CancelAsync();
        var reset = await peer.ReadAsync(FrameType.RstStream);
        Assert.Equal((1, (uint)Http2ErrorCode.Cancel), (reset.StreamId, reset.Number()));
        await Assert.ThrowsAsync<OperationCanceledException>(() => first.SoonAsync());

        var second = channel.SayAsync("y");
        Assert.Equal(3, await peer.ReadRequestAsync());
        await peer.AnswerAsync(1, "late");
        await peer.SendAsync(PeerFrame.Reset(1, Http2ErrorCode.InternalError), PeerFrame.WindowUpdate(1, 100));
        await peer.AnswerAsync(3, "y");

        Assert.Equal("y", (await second.SoonAsync()).Value);
    }

    [Fact]
    public async Task A_deadline_resets_the_stream_of_a_server_that_is_silent()
    {
        var time = new ManualTime();
        using var server = new ScriptedServer();
        using var channel = server.Connect(time);
        var call = channel.SayAsync("x", new GrpcCall { Deadline = TimeSpan.FromSeconds(7) });
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(GrpcStatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync())).Code);
        Assert.Equal((uint)Http2ErrorCode.Cancel, (await peer.ReadAsync(FrameType.RstStream)).Number());
    }
}

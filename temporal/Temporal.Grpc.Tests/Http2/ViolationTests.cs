using Temporal.Grpc.Http2;

namespace Temporal.Grpc.Tests.Http2;

/// <summary>What no server may send: the calls end at once with a status, and the server is told why.</summary>
public sealed class ViolationTests
{
    // The enum is not public, and the parameters of a test are.
    private const uint CompressionError = (uint)Http2ErrorCode.CompressionError;
    private const uint EnhanceYourCalm = (uint)Http2ErrorCode.EnhanceYourCalm;
    private const uint FlowControlError = (uint)Http2ErrorCode.FlowControlError;
    private const uint FrameSizeError = (uint)Http2ErrorCode.FrameSizeError;
    private const uint ProtocolError = (uint)Http2ErrorCode.ProtocolError;

    public static TheoryData<string, byte[], uint, string> OfTheConnection => new()
    {
        { "a push", Frame(FrameType.PushPromise, FrameMarks.EndHeaders, 1, 0, 0, 0, 2, 0x88), ProtocolError, "pushed" },
        { "a frame that is too large", PeerFrame.Data(1, new byte[16_385]), FrameSizeError, "16385 bytes" },
        { "a body on no stream", PeerFrame.Data(0, 1), ProtocolError, "on no stream" },
        { "a body on a stream of nobody", PeerFrame.Data(3, 1), ProtocolError, "nobody has opened" },
        { "a body on a stream of the server's", PeerFrame.Data(2, 1), ProtocolError, "nobody has opened" },
        { "headers on a stream of nobody", PeerFrame.Head(5), ProtocolError, "nobody has opened" },
        { "a reset of a stream of nobody", PeerFrame.Reset(5, Http2ErrorCode.Cancel), ProtocolError, "nobody has opened" },
        { "a reset on no stream", PeerFrame.Reset(0, Http2ErrorCode.Cancel), ProtocolError, "on no stream" },
        { "a reset cut short", Frame(FrameType.RstStream, FrameMarks.None, 1, 0, 0, 8), FrameSizeError, "RstStream of 3 bytes" },
        { "more padding than frame", Frame(FrameType.Data, FrameMarks.Padded, 1, 3, 0, 0), ProtocolError, "padding" },
        { "padding without its length", Frame(FrameType.Data, FrameMarks.Padded, 1), ProtocolError, "padding" },
        { "a priority cut short", Frame(FrameType.Headers, FrameMarks.EndHeaders | FrameMarks.Priority, 1, 0, 0, 0), FrameSizeError, "cut short" },
        { "a priority of another size", Frame(FrameType.Priority, FrameMarks.None, 1, 0), FrameSizeError, "Priority of 1 bytes" },
        { "a priority on no stream", Frame(FrameType.Priority, FrameMarks.None, 0, 0, 0, 0, 0, 0), ProtocolError, "on no stream" },
        { "a continuation of nothing", Frame(FrameType.Continuation, FrameMarks.EndHeaders, 1, 0x88), ProtocolError, "had not begun" },
        {
            "a frame inside a header block",
            [.. Frame(FrameType.Headers, FrameMarks.None, 1, 0x88), .. Frame(FrameType.Ping, FrameMarks.None, 0, new byte[8])],
            ProtocolError, "middle of a header block"
        },
        {
            "a continuation on another stream",
            [.. Frame(FrameType.Headers, FrameMarks.None, 1, 0x88), .. Frame(FrameType.Continuation, FrameMarks.EndHeaders, 3, 0x88)],
            ProtocolError, "middle of a header block"
        },
        {
            "a header block without end",
            [.. Frame(FrameType.Headers, FrameMarks.None, 1), .. Enumerable.Repeat(Frame(FrameType.Continuation, FrameMarks.None, 1), 64).SelectMany(frame => frame)],
            EnhanceYourCalm, "more headers"
        },
        {
            "a header block too large",
            [.. Frame(FrameType.Headers, FrameMarks.None, 1), .. Enumerable.Repeat(Frame(FrameType.Continuation, FrameMarks.None, 1, new byte[16_000]), 5).SelectMany(frame => frame)],
            EnhanceYourCalm, "more headers"
        },
        { "an index of nothing", Frame(FrameType.Headers, FrameMarks.EndHeaders, 1, 0xBE), CompressionError, "index 62" },
        { "settings on a stream", Frame(FrameType.Settings, FrameMarks.None, 1), ProtocolError, "on a stream" },
        { "settings cut short", Frame(FrameType.Settings, FrameMarks.None, 0, 0, 3, 0, 0, 0), FrameSizeError, "SETTINGS of 5 bytes" },
        { "an acknowledgement with settings", Frame(FrameType.Settings, FrameMarks.Ack, 0, new byte[6]), FrameSizeError, "Settings of 6 bytes" },
        { "push switched on", PeerFrame.Settings((SettingId.EnablePush, 1)), ProtocolError, "EnablePush" },
        { "frames too small", PeerFrame.Settings((SettingId.MaxFrameSize, 16_383)), ProtocolError, "MaxFrameSize" },
        { "frames too large", PeerFrame.Settings((SettingId.MaxFrameSize, 1 << 24)), ProtocolError, "MaxFrameSize" },
        { "a first window too large", PeerFrame.Settings((SettingId.InitialWindowSize, 1u << 31)), FlowControlError, "InitialWindowSize" },
        { "a connection's window too large", PeerFrame.WindowUpdate(0, int.MaxValue), FlowControlError, "beyond" },
        { "a connection's window widened by nothing", PeerFrame.WindowUpdate(0, 0), ProtocolError, "by nothing" },
        { "a window cut short", Frame(FrameType.WindowUpdate, FrameMarks.None, 0, 1), FrameSizeError, "WindowUpdate of 1 bytes" },
        { "a ping on a stream", Frame(FrameType.Ping, FrameMarks.None, 1, new byte[8]), ProtocolError, "on a stream" },
        { "a ping of another size", Frame(FrameType.Ping, FrameMarks.None, 0, new byte[9]), FrameSizeError, "Ping of 9 bytes" },
        { "a farewell on a stream", Frame(FrameType.GoAway, FrameMarks.None, 1, new byte[8]), ProtocolError, "on a stream" },
        { "a farewell cut short", Frame(FrameType.GoAway, FrameMarks.None, 0, new byte[7]), FrameSizeError, "GOAWAY of 7 bytes" },
        { "garbage", [.. Enumerable.Range(100, 100).Select(octet => (byte)octet)], FrameSizeError, "bytes" },
    };

    public static TheoryData<string, byte[], uint, GrpcStatusCode> OfOneCall => new()
    {
        { "a body without a head", PeerFrame.Data(1, 0), ProtocolError, GrpcStatusCode.Internal },
        { "no status", Headers(("content-type", "application/grpc")), ProtocolError, GrpcStatusCode.Internal },
        { "a status that is no number", Headers((":status", "2x0")), ProtocolError, GrpcStatusCode.Internal },
        { "a status of four digits", Headers((":status", "2000")), ProtocolError, GrpcStatusCode.Internal },
        { "two statuses", Headers((":status", "200"), (":status", "200")), ProtocolError, GrpcStatusCode.Internal },
        { "a status after a header", Headers(("a", "b"), (":status", "200")), ProtocolError, GrpcStatusCode.Internal },
        { "a header that only requests have", Headers((":status", "200"), (":path", "/")), ProtocolError, GrpcStatusCode.Internal },
        { "a name in upper case", Headers((":status", "200"), ("Upper", "x")), ProtocolError, GrpcStatusCode.Internal },
        { "an empty name", Headers((":status", "200"), ("", "x")), ProtocolError, GrpcStatusCode.Internal },
        {
            "an interim answer that is the last",
            Frame(FrameType.Headers, FrameMarks.EndHeaders | FrameMarks.EndStream, 1, PeerFrame.Block((":status", "100"))),
            ProtocolError, GrpcStatusCode.Internal
        },
        { "trailers that are not the end", [.. PeerFrame.Head(1), .. Headers(("grpc-status", "0"))], ProtocolError, GrpcStatusCode.Internal },
        { "two heads", [.. PeerFrame.Head(1), .. PeerFrame.Head(1)], ProtocolError, GrpcStatusCode.Internal },
        { "a window widened by nothing", PeerFrame.WindowUpdate(1, 0), ProtocolError, GrpcStatusCode.Internal },
        { "a window too large", PeerFrame.WindowUpdate(1, int.MaxValue), FlowControlError, GrpcStatusCode.Internal },
        {
            // An index is a byte on the wire and sixty in the list.
            "a list of headers that grows when it is read",
            Frame(FrameType.Headers, FrameMarks.EndHeaders, 1, [0x88, .. Enumerable.Repeat((byte)0x90, 2_000)]),
            EnhanceYourCalm, GrpcStatusCode.ResourceExhausted
        },
    };

    [Theory]
    [MemberData(nameof(OfTheConnection))]
    public async Task A_connection_with_this_ends(string what, byte[] bytes, uint expected, string wording)
    {
        Assert.NotEmpty(what);
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();

        await peer.SendAsync(bytes);

        var failed = await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync());
        Assert.Contains(wording, failed.Message, StringComparison.Ordinal);
        Assert.Equal(expected == EnhanceYourCalm ? GrpcStatusCode.ResourceExhausted : GrpcStatusCode.Internal, failed.Code);
        Assert.Equal(expected, (await peer.ReadAsync(FrameType.GoAway)).Number(4));
        Assert.Null(await peer.ReadAsync());
    }

    [Theory]
    [MemberData(nameof(OfOneCall))]
    public async Task A_call_with_this_ends_and_its_neighbour_does_not(string what, byte[] bytes, uint expected, GrpcStatusCode status)
    {
        Assert.NotEmpty(what);
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        await peer.ReadRequestAsync();
        var neighbour = channel.SayAsync("y");
        await peer.ReadRequestAsync();

        await peer.SendAsync(bytes);

        Assert.Equal(status, (await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync())).Code);
        var reset = await peer.ReadAsync(FrameType.RstStream);
        Assert.Equal((1, expected), (reset.StreamId, reset.Number()));
        await peer.AnswerAsync(3, "y");
        Assert.Equal("y", (await neighbour.SoonAsync()).Value);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "HTTP/1")]
    [InlineData("\0\0\u0008\u0006\0\0\0\0\0\0\0\0\0\0\0\0\0", "does not begin")]
    [InlineData("\0\0\0\u0004\u0001\0\0\0\0", "does not begin")]
    [InlineData("", "closed")]
    public async Task A_server_that_does_not_greet_as_http_2_does_is_unavailable(string greeting, string wording)
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptRawAsync();

        await peer.SendAsync(System.Text.Encoding.ASCII.GetBytes(greeting));
        await peer.ReadPrefaceAsync();
        await peer.ReadAsync();
        peer.CloseForWriting();

        var failed = await Assert.ThrowsAsync<GrpcException>(() => call.SoonAsync());
        Assert.Equal(GrpcStatusCode.Unavailable, failed.Code);
        Assert.Contains(wording, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_asks_on_and_on_without_reading_is_left()
    {
        using var server = new ScriptedServer();
        using var channel = server.Connect();
        var call = channel.SayAsync("x");
        using var peer = await server.AcceptAsync();
        var pings = Enumerable.Repeat(PeerFrame.Of(FrameType.Ping, FrameMarks.None, 0, new byte[8]), 10_000).ToArray();

        var failed = await Assert.ThrowsAsync<GrpcException>(async () =>
        {
            while (!call.IsCompleted)
            {
                try
                {
                    await peer.SendAsync(pings);
                }
                catch (IOException)
                {
                    break;
                }
            }

            await call.SoonAsync();
        });

        Assert.Equal(GrpcStatusCode.ResourceExhausted, failed.Code);
    }

    private static byte[] Frame(FrameType type, FrameMarks flags, int streamId, params ReadOnlySpan<byte> payload) =>
        PeerFrame.Of(type, flags, streamId, payload);

    private static byte[] Headers(params (string, string)[] headers) =>
        Frame(FrameType.Headers, FrameMarks.EndHeaders, 1, PeerFrame.Block(headers));
}

using System.Net.Sockets;
using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc.Http2;

namespace Temporal.Grpc.Tests.Http2;

/// <summary>The server's end of one connection, which says only what a test has it say.</summary>
internal sealed class ScriptedPeer(TcpClient client) : IDisposable
{
    private readonly NetworkStream _stream = client.GetStream();

    public static byte[] Message(string text) => RawClient.Frame(new StringValue { Value = text });

    public async Task ReadPrefaceAsync()
    {
        var preface = new byte[24];
        await _stream.ReadExactlyAsync(preface).AsTask().SoonAsync();
        Assert.Equal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), preface);
    }

    public async Task SendAsync(params byte[][] frames) => await _stream.WriteAsync(frames.SelectMany(frame => frame).ToArray());

    /// <summary>The client's next frame; null when it has closed the connection.</summary>
    public async Task<PeerFrame?> ReadAsync()
    {
        using var late = new CancellationTokenSource(Calls.Soon);
        var bytes = new byte[FrameHeader.Size];
        try
        {
            await _stream.ReadExactlyAsync(bytes, late.Token);
        }
        catch (IOException)
        {
            // The end of the stream; or a reset, when the client closed with bytes unread.
            return null;
        }

        var header = FrameHeader.Read(bytes);
        var payload = new byte[header.Length];
        await _stream.ReadExactlyAsync(payload, late.Token);
        return new PeerFrame(header, payload);
    }

    /// <summary>The client's next frame of this type; those before it are passed over.</summary>
    public async Task<PeerFrame> ReadAsync(FrameType type)
    {
        while (await ReadAsync() is { } frame)
        {
            if (frame.Type == type)
            {
                return frame;
            }
        }

        throw new EndOfStreamException($"the connection ended before a frame of type {type}");
    }

    /// <summary>Reads a whole request and tells its stream.</summary>
    public async Task<int> ReadRequestAsync()
    {
        while (true)
        {
            var frame = await ReadAsync(FrameType.Data);
            if (frame.Header.Has(FrameMarks.EndStream))
            {
                return frame.StreamId;
            }
        }
    }

    public Task AnswerAsync(int streamId, string text) =>
        SendAsync(PeerFrame.Head(streamId), PeerFrame.Data(streamId, Message(text)), PeerFrame.Trailers(streamId));

    /// <summary>The client has acted on the frames sent so far: it answers them in their order. Its own frames until then.</summary>
    public async Task<IReadOnlyList<PeerFrame>> HandledAsync()
    {
        await SendAsync(PeerFrame.Of(FrameType.Ping, FrameMarks.None, 0, "barrier!"u8));
        var before = new List<PeerFrame>();
        while (await ReadAsync() is { } frame)
        {
            if (frame.Type is FrameType.Ping && frame.Header.Has(FrameMarks.Ack))
            {
                return before;
            }

            before.Add(frame);
        }

        throw new EndOfStreamException("the connection ended before a ping was answered");
    }

    /// <summary>The client reads the end of the stream; it can still be read from.</summary>
    public void CloseForWriting() => client.Client.Shutdown(SocketShutdown.Send);

    public void Dispose() => client.Dispose();
}

namespace Temporal.Grpc.Http2;

/// <summary>
/// Sends the bodies of all calls, a frame of each in turn, as far as the server's windows and the room for output allow. Under the
/// connection's lock.
/// </summary>
internal sealed class RequestBodies
{
    /// <summary>Output beyond which bodies wait: what is not yet sent stays with its call, and small calls get in between.</summary>
    private const int RoomForOutput = 128 * 1024;

    private readonly Queue<Http2Stream> _ready = [];
    private int _window = PeerSettings.DefaultWindow;

    public void Enqueue(Http2Stream stream)
    {
        if (stream is { IsQueued: false, SendWindow: > 0 } && !stream.UnsentBody.IsEmpty)
        {
            stream.IsQueued = true;
            _ready.Enqueue(stream);
        }
    }

    public void WriteTo(PooledBytes output)
    {
        while (_window > 0 && output.Length < RoomForOutput && _ready.TryDequeue(out var stream))
        {
            stream.IsQueued = false;
            var body = stream.UnsentBody;
            var length = Math.Min(Math.Min(body.Length, FrameHeader.LargestPayload), Math.Min(_window, stream.SendWindow));

            // Settings may have shrunk the window since; a call that has ended has no body.
            if (length <= 0)
            {
                continue;
            }

            FrameWriter.Data(output, stream.Id, body[..length], last: length == body.Length);
            _window -= length;
            stream.SendWindow -= length;
            stream.AdvanceBody(length);
            Enqueue(stream);
        }
    }

    /// <exception cref="Http2Exception">The window of the connection grows beyond what HTTP/2 allows.</exception>
    public void Widen(int increment)
    {
        if (increment > int.MaxValue - _window)
        {
            throw new Http2Exception(Http2ErrorCode.FlowControlError, "the server widened the window of the connection beyond 2^31 - 1");
        }

        _window += increment;
    }

    /// <summary>False when the window grows beyond what HTTP/2 allows.</summary>
    public bool TryWiden(Http2Stream stream, int increment)
    {
        var window = (long)stream.SendWindow + increment;
        if (window > int.MaxValue)
        {
            return false;
        }

        stream.SendWindow = (int)window;
        Enqueue(stream);
        return true;
    }
}

namespace Temporal.Grpc.Http2;

/// <summary>A header block that comes in several frames, while it is not complete.</summary>
internal sealed class HeaderBlock : IDisposable
{
    /// <summary>Bound on the headers of an answer, and on its trailers: names, values and 32 bytes each.</summary>
    public const int LargestList = 64 * 1024;

    /// <summary>A peer needs one frame in 16 KiB; one that sends them empty must not keep this side busy.</summary>
    private const int MostFrames = 64;

    private PooledBytes? _fragments;
    private int _frames;

    /// <summary>The stream whose block is not complete, or 0.</summary>
    public int StreamId { get; private set; }

    /// <summary>Whether the stream ends with the block.</summary>
    public bool EndsStream { get; private set; }

    public void Begin(int streamId, bool endsStream, ReadOnlySpan<byte> fragment)
    {
        StreamId = streamId;
        EndsStream = endsStream;
        _frames = 0;
        _fragments = new PooledBytes(2 * FrameHeader.LargestPayload);
        Add(fragment);
    }

    /// <summary>The whole block so far.</summary>
    /// <exception cref="Http2Exception">It is larger than any list of headers may be.</exception>
    public ReadOnlySpan<byte> Add(ReadOnlySpan<byte> fragment)
    {
        var fragments = _fragments!; // Only between Begin and End.
        if (++_frames > MostFrames || fragments.Length + fragment.Length > LargestList)
        {
            throw new Http2Exception(Http2ErrorCode.EnhanceYourCalm, "the server sent more headers than this side takes");
        }

        fragments.Append(fragment);
        return fragments.Span;
    }

    public void End()
    {
        StreamId = 0;
        Dispose();
    }

    public void Dispose()
    {
        _fragments?.Dispose();
        _fragments = null;
    }
}

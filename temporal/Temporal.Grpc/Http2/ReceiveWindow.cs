namespace Temporal.Grpc.Http2;

/// <summary>
/// What the server may send before it hears that it was read. It is read at once, and told so when half of the window is used up; so a
/// server that keeps to the rules never waits, and one that does not is only bounded by what a call may receive.
/// </summary>
internal struct ReceiveWindow(int size)
{
    private readonly int _worthTelling = size / 2;
    private int _taken;

    /// <summary>The increment to tell the server, 0 while it is not worth a frame.</summary>
    public int Take(int bytes)
    {
        _taken += bytes;
        if (_taken < _worthTelling)
        {
            return 0;
        }

        var increment = _taken;
        _taken = 0;
        return increment;
    }
}

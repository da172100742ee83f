namespace Temporal.Grpc.Http2;

/// <summary>When a connection was last heard of and used, and what follows from it. Under the connection's lock.</summary>
internal sealed class LivenessWatch(GrpcChannelOptions options, TimeProvider time)
{
    private static readonly TimeSpan KeptUnused = TimeSpan.FromMinutes(5);

    private long _heard = time.GetTimestamp();
    private long _turned = time.GetTimestamp();
    private long? _asked;

    /// <summary>How long after the connection opened the first <see cref="Check"/> is due.</summary>
    public TimeSpan First => options.KeepAliveInterval is { } interval && interval < KeptUnused ? interval : KeptUnused;

    public void Heard()
    {
        _heard = time.GetTimestamp();
        _asked = null;
    }

    /// <summary>The first call began, or the last one ended.</summary>
    public void Turned()
    {
        _turned = time.GetTimestamp();
        _asked = null;
    }

    /// <param name="busy">Calls are in flight.</param>
    /// <param name="next">When to check again.</param>
    public Liveness Check(bool busy, out TimeSpan next)
    {
        if (!busy)
        {
            var kept = KeptUnused - time.GetElapsedTime(_turned);
            next = kept < First ? kept : First;
            return kept > TimeSpan.Zero ? Liveness.Fine : Liveness.Unused;
        }

        if (options.KeepAliveInterval is not { } interval)
        {
            next = KeptUnused;
            return Liveness.Fine;
        }

        if (_asked is { } asked)
        {
            next = options.KeepAliveTimeout - time.GetElapsedTime(asked);
            return next > TimeSpan.Zero ? Liveness.Fine : Liveness.Dead;
        }

        next = interval - time.GetElapsedTime(Math.Max(_heard, _turned));
        if (next > TimeSpan.Zero)
        {
            return Liveness.Fine;
        }

        _asked = time.GetTimestamp();
        next = options.KeepAliveTimeout;
        return Liveness.Ask;
    }
}

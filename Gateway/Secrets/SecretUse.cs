namespace Webhooks.Gateway.Secrets;

/// <summary>How often a secret has let a request in, and when last.</summary>
internal sealed class SecretUse(string source, string name, DateTimeOffset since, SecretMetrics metrics)
{
    private long uses;
    private long lastUsed;

    public string Source => source;

    public string Name => name;

    /// <summary>When its present value was seen first.</summary>
    public DateTimeOffset Since => since;

    public long Uses => Interlocked.Read(ref uses);

    public DateTimeOffset? LastUsedAt => Interlocked.Read(ref lastUsed) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Goes on where an earlier run of the gateway ended.</summary>
    public void Continue(long count, DateTimeOffset? lastUsedAt)
    {
        Interlocked.Exchange(ref uses, count);
        Interlocked.Exchange(ref lastUsed, lastUsedAt?.UtcTicks ?? 0);
    }

    public void Succeeded(DateTimeOffset now)
    {
        Interlocked.Increment(ref uses);

        // Requests end in another order than they came in.
        var (seen, ticks) = (Interlocked.Read(ref lastUsed), now.UtcTicks);
        while (ticks > seen && Interlocked.CompareExchange(ref lastUsed, ticks, seen) is var actual && actual != seen)
        {
            seen = actual;
        }

        metrics.Used(source, name);
    }
}

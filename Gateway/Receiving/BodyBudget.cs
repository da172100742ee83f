namespace Webhooks.Gateway.Receiving;

/// <summary>How many bytes of bodies may be in memory at once, over all requests: many slow large bodies must not add up to all there is.</summary>
internal sealed class BodyBudget
{
    private const long Maximum = 80L * 1024 * 1024;
    private long taken;

    public long Taken => Interlocked.Read(ref taken);

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= Maximum)
        {
            return true;
        }

        Interlocked.Add(ref taken, -bytes);
        return false;
    }

    /// <summary>For the little that the pool rounds up: it is there already, so it counts, budget or not.</summary>
    public void Take(long bytes) => Interlocked.Add(ref taken, bytes);

    public void Release(long bytes) => Interlocked.Add(ref taken, -bytes);
}

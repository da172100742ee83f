namespace Webhooks.Gateway.Limits;

/// <summary>So many a second, and so many at once.</summary>
internal sealed class TokenBucket(double perSecond, double burst, TimeProvider time)
{
    private readonly Lock gate = new();
    private double missing;
    private long filledAt = time.GetTimestamp();
    private int owing;

    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                Fill();
                return missing > burst - 1;
            }
        }
    }

    /// <summary>What has happened is counted, whether there was a token for it or not.</summary>
    public void Count()
    {
        lock (gate)
        {
            Fill();
            missing = Math.Min(missing + 1, burst);
        }
    }

    /// <summary>Takes tokens that may be there only later.</summary>
    /// <param name="count">More than there can ever be at once counts as all of them.</param>
    /// <param name="longest">Nothing is taken when it would be longer until they are there.</param>
    /// <param name="mostOwing">Nothing is taken when so many are waiting already.</param>
    /// <returns>How long to wait until they are there, and then call <see cref="Paid"/> unless it is nothing; null when nothing was taken.</returns>
    public TimeSpan? Take(int count, TimeSpan longest, int mostOwing)
    {
        lock (gate)
        {
            Fill();
            var then = missing + Math.Min(count, burst);
            if (then <= burst)
            {
                missing = then;
                return TimeSpan.Zero;
            }

            var wait = TimeSpan.FromSeconds((then - burst) / perSecond);
            if (wait > longest || owing >= mostOwing)
            {
                return null;
            }

            missing = then;
            owing++;
            return wait;
        }
    }

    public void Paid()
    {
        lock (gate)
        {
            owing--;
        }
    }

    private void Fill()
    {
        var now = time.GetTimestamp();
        missing = Math.Max(0, missing - (time.GetElapsedTime(filledAt, now).TotalSeconds * perSecond));
        filledAt = now;
    }
}

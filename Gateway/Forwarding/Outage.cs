namespace Webhooks.Gateway.Forwarding;

/// <summary>While Temporal is away, or refuses us: one call at a time finds out whether it still is. Not thread-safe: one loop owns it.</summary>
internal sealed class Outage
{
    private int failures;

    public bool IsOn => failures > 0;

    public SignalFailure? Cause { get; private set; }

    /// <summary>When the next probe may go.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>A call failed. Calls that were under way together count as one.</summary>
    /// <returns>True when this begins the outage.</returns>
    public bool Note(SignalFailure cause, DateTimeOffset now)
    {
        var begins = !IsOn;
        if (begins || now >= Until)
        {
            failures++;
            Cause = cause;
            Until = now + Backoff.After(cause, failures);
        }

        return begins;
    }

    /// <summary>A call went through.</summary>
    /// <returns>True when this ends an outage.</returns>
    public bool End()
    {
        var ends = IsOn;
        failures = 0;
        Cause = null;
        return ends;
    }
}

namespace Webhooks.Gateway.Forwarding;

/// <summary>
/// How many calls are to be under way while a backlog goes. More than Temporal's own time to answer asks for would only wait in this process, for the
/// processor, and with them whoever delivers meanwhile. Not thread-safe: one loop owns it.
/// </summary>
internal sealed class CallWindow
{
    public const int Least = 8;
    public const int Most = 64;

    /// <summary>The window is as wide as this many calls a second need.</summary>
    private const double CallsPerSecond = 16_000;

    /// <summary>A faster call counts at once, a slower one by this share: what waited for the processor says nothing of Temporal.</summary>
    private const double Drift = 1.0 / 256;

    private double? seconds;

    /// <summary>From <see cref="Least"/> to <see cref="Most"/>.</summary>
    public int Size => Math.Clamp((int)Math.Ceiling((seconds ?? 0) * CallsPerSecond), Least, Most);

    /// <summary>A call was answered.</summary>
    public void Note(TimeSpan took)
    {
        var latest = took.TotalSeconds;
        seconds = seconds is { } known && latest > known ? known + ((latest - known) * Drift) : latest;
    }
}

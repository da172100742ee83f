namespace Webhooks.Gateway.Forwarding;

/// <summary>How long to wait before the next attempt, by what went wrong and how often in a row.</summary>
internal static class Backoff
{
    /// <summary>So many refusals of the same call in a row, about two minutes, are for good.</summary>
    public const int MostRefusals = 8;

    /// <param name="failure">The last failure.</param>
    /// <param name="failures">How many in a row, the last one included.</param>
    public static TimeSpan After(SignalFailure failure, int failures) => failure switch
    {
        SignalFailure.TemporalUnavailable => Doubling(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), failures),
        SignalFailure.TemporalRefuses => Doubling(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), failures),
        SignalFailure.Throttled => Doubling(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30), failures),
        SignalFailure.TimedOut => Doubling(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), failures),
        SignalFailure.EntityStuck => Doubling(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), failures),
        SignalFailure.CallRefused => Doubling(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), failures),
    };

    private static TimeSpan Doubling(TimeSpan first, TimeSpan most, int failures)
    {
        var doubled = first * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return doubled < most ? doubled : most;
    }
}

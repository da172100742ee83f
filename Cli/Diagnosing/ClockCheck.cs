namespace Webhooks.Cli.Diagnosing;

/// <summary>How far another clock is from this machine's. Headers say whole seconds, so little is no finding.</summary>
internal static class ClockCheck
{
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Harmful = TimeSpan.FromSeconds(60);

    /// <param name="whose">Whose clock.</param>
    /// <param name="theirs">What it said; null when it says nothing.</param>
    /// <param name="now">This machine's, in the middle of the call.</param>
    public static Finding Of(string whose, DateTimeOffset? theirs, DateTimeOffset now)
    {
        var name = $"clock of {whose}";
        if (theirs is not { } said)
        {
            return Finding.Ok(name, "it does not say");
        }

        var skew = (said - now).Duration();
        var detail = $"{(said - now).TotalSeconds:+0;-0;0} s from this machine's";
        const string advice = "Let both machines keep their time with NTP: tokens, secrets with an end and timers go by it.";
        return skew > Harmful ? Finding.Fail(name, detail, advice)
            : skew > Noticeable ? Finding.Warn(name, detail, advice)
            : Finding.Ok(name, detail);
    }
}

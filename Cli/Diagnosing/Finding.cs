namespace Webhooks.Cli.Diagnosing;

/// <summary>What a check found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="State">How it is.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Advice">What to do; null when it is well.</param>
internal sealed record Finding(string Check, FindingState State, string Detail, string? Advice = null)
{
    public static Finding Ok(string check, string detail) => new(check, FindingState.Ok, detail);

    public static Finding Warn(string check, string detail, string advice) => new(check, FindingState.Warn, detail, advice);

    public static Finding Fail(string check, string detail, string advice) => new(check, FindingState.Fail, detail, advice);
}

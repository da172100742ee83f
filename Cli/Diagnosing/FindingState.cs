namespace Webhooks.Cli.Diagnosing;

/// <summary>How a check ended; the worst last.</summary>
internal enum FindingState
{
    Ok,

    /// <summary>It works, and somebody should look at it soon.</summary>
    Warn,

    /// <summary>It does not work, or will lose something.</summary>
    Fail,
}

namespace Webhooks.Cli.CommandLine;

/// <summary>What scripts go by.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>It was looked at, and something is wrong: damage, a broken promise, a delivery not accepted or not found.</summary>
    public const int Findings = 1;

    /// <summary>It could not be looked at: wrong arguments or configuration, no such folder.</summary>
    public const int CannotRun = 2;
}

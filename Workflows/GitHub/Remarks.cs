namespace Webhooks.Workflows.GitHub;

/// <summary>What there is to say about a push that was handled.</summary>
public static class Remarks
{
    /// <summary>The push before it had not arrived.</summary>
    public const string AfterGap = "after-gap";

    /// <summary>It came late; what had been written without it was put right.</summary>
    public const string GapClosed = "gap-closed";

    /// <summary>It came late, and what had been written without it still says that it is missing.</summary>
    public const string GapNotCorrected = "gap-not-corrected";
}

namespace Temporalio.Workflows;

public enum ActivityCancellationType
{
    /// <summary>Ask for cancellation and return at once.</summary>
    TryCancel = 0,

    /// <summary>Ask for cancellation and wait for the activity's end.</summary>
    WaitCancellationCompleted = 1,

    /// <summary>Ask for nothing and return at once.</summary>
    Abandon = 2,
}

public enum ChildWorkflowCancellationType
{
    /// <summary>Ask for nothing and return at once.</summary>
    Abandon = 0,

    /// <summary>Ask for cancellation and return at once.</summary>
    TryCancel = 1,

    /// <summary>Ask for cancellation and wait for the child's end.</summary>
    WaitCancellationCompleted = 2,

    /// <summary>Ask for cancellation and wait until the request is known to have arrived.</summary>
    WaitCancellationRequested = 3,
}

/// <summary>What becomes of a child when its parent closes.</summary>
public enum ParentClosePolicy
{
    None = 0,
    Terminate = 1,
    Abandon = 2,
    RequestCancel = 3,
}

public enum InitialVersioningBehavior
{
    Unspecified = 0,
    AutoUpgrade = 1,
    UseRampingVersion = 2,
}

public enum VersioningIntent
{
    Unspecified = 0,
    Compatible = 1,
    CurrentDefault = 2,
}

public enum SuggestContinueAsNewReason
{
    Unspecified = 0,
    HistorySizeTooLarge = 1,
    TooManyHistoryEvents = 2,
    TooManyUpdates = 3,
}

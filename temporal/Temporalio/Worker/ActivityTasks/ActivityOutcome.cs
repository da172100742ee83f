namespace Temporalio.Worker;

/// <summary>How an attempt ended.</summary>
internal abstract record ActivityOutcome
{
    private ActivityOutcome()
    {
    }

    internal sealed record Completed(object? Result) : ActivityOutcome;

    internal sealed record Failed(Exception Exception) : ActivityOutcome;

    internal sealed record Cancelled : ActivityOutcome;

    /// <summary>Somebody else completes it through a handle.</summary>
    internal sealed record LeftToOthers : ActivityOutcome;
}

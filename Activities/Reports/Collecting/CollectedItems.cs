namespace Webhooks.Activities.Reports.Collecting;

/// <summary>The file of a collector: what it found, and every reason why something may be missing.</summary>
internal sealed record CollectedItems<T>
{
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Of <see cref="GapReasons"/> and <see cref="ErrorTypes"/>, in their order as text.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}

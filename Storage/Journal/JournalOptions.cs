namespace Webhooks.Storage.Journal;

/// <summary>Where the delivery journal lives, and how large its parts are.</summary>
public sealed record JournalOptions
{
    /// <summary>Folder of the segment files; created when missing. One process writes it at a time, any number reads.</summary>
    public required string Directory { get; init; }

    /// <summary>A new segment begins before this size in bytes is passed; only a single larger record makes a larger segment.</summary>
    public long SegmentBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>A new segment begins with the first append after this age of the one before.</summary>
    public TimeSpan SegmentAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Bodies that get smaller by it are stored compressed.</summary>
    public bool Compresses { get; init; } = true;

    /// <summary>The first one encrypts the bodies that are stored from now on; all of them decrypt. Bodies only, not the facts beside them.</summary>
    public IReadOnlyList<JournalKey> Keys { get; init; } = [];

    /// <summary>How many bytes one flush takes at most; a single larger record still goes, alone.</summary>
    public int BatchBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How many appends may wait for the disk; further callers wait before they hold anything.</summary>
    public int MaximumWaiting { get; init; } = 4096;
}

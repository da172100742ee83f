namespace Webhooks.Storage.Journal;

/// <summary>A stretch of a segment that fails its checksum, or a segment that is missing or cut short. A person should look at the disk.</summary>
public sealed record DamagedRecord : JournalEntry
{
    /// <summary>How many bytes cannot be read; 0 when unknown.</summary>
    public required long Length { get; init; }

    /// <summary>What is wrong, in words.</summary>
    public required string Reason { get; init; }
}

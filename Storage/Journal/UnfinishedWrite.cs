namespace Webhooks.Storage.Journal;

/// <summary>
/// The newest segment ends in bytes that are no whole record: a write that goes on right now, or that a crash cut off and the next start removes.
/// Nobody was answered for it.
/// </summary>
public sealed record UnfinishedWrite : JournalEntry
{
    public required long Length { get; init; }
}

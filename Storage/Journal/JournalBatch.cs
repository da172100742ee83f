namespace Webhooks.Storage.Journal;

/// <summary>A stretch of the journal.</summary>
/// <param name="Entries">In order of acceptance; empty when the stretch holds none.</param>
/// <param name="Next">Where it ends.</param>
public sealed record JournalBatch(IReadOnlyList<JournalEntry> Entries, JournalPosition Next);

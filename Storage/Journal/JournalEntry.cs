namespace Webhooks.Storage.Journal;

/// <summary>What reading the journal gives: a delivery, or a stretch that cannot be read. Nothing is skipped without an entry.</summary>
public abstract record JournalEntry
{
    private protected JournalEntry()
    {
    }

    /// <summary>Where it begins.</summary>
    public required JournalPosition Position { get; init; }

    /// <summary>Where reading goes on after it.</summary>
    public required JournalPosition Next { get; init; }
}

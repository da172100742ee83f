namespace Webhooks.Storage.Journal;

/// <summary>A place between two records of the journal: reading from it gives what was appended after it.</summary>
public readonly record struct JournalPosition(long Segment, long Offset) : IComparable<JournalPosition>
{
    /// <summary>Before the first record.</summary>
    public static JournalPosition Start => default;

    public int CompareTo(JournalPosition other) =>
        Segment == other.Segment ? Offset.CompareTo(other.Offset) : Segment.CompareTo(other.Segment);

    public static bool operator <(JournalPosition left, JournalPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(JournalPosition left, JournalPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(JournalPosition left, JournalPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(JournalPosition left, JournalPosition right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Segment}:{Offset}";
}

using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Tests.Journal;

internal static class Journals
{
    public static Task<DeliveryJournal> OpenAsync(string folder, ISegmentFiles? files = null, long segmentBytes = 1 << 20, int waiting = 4096) =>
        DeliveryJournal.OpenAsync(
            new() { Directory = folder, SegmentBytes = segmentBytes, MaximumWaiting = waiting },
            files ?? new DiskSegmentFiles(),
            new FixedTime(),
            NullLogger.Instance,
            CancellationToken.None);

    public static Task<PayloadReference> AppendAsync(this DeliveryJournal journal, int number) =>
        journal.AppendAsync(Deliveries.Facts(number), Deliveries.Body(number), CancellationToken.None);

    /// <summary>A closed journal with deliveries 0 to <paramref name="count"/> - 1, and where they are.</summary>
    public static async Task<List<PayloadReference>> WriteAsync(string folder, int count, long segmentBytes = 1 << 20)
    {
        await using var journal = await OpenAsync(folder, segmentBytes: segmentBytes);
        List<PayloadReference> references = [];
        for (var i = 0; i < count; i++)
        {
            references.Add(await journal.AppendAsync(i));
        }

        return references;
    }

    public static async Task<List<JournalEntry>> EntriesAsync(this DeliveryJournal journal, JournalPosition from = default)
    {
        List<JournalEntry> entries = [];
        await foreach (var entry in journal.ReadFromAsync(from, CancellationToken.None))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public static IEnumerable<string> Ids(this IEnumerable<JournalEntry> entries) =>
        entries.OfType<DeliveryEntry>().Select(entry => entry.Facts.DeliveryId);

    public static IEnumerable<string> Ids(int count) => Enumerable.Range(0, count).Select(Deliveries.Id);
}

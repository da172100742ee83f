using System.Security.Cryptography;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Tests.Journal;

public sealed class DeliveryJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_appended_is_read_back_after_reopening()
    {
        var outcome = new Outcome { Kind = OutcomeKind.Filtered, Reason = "ping", Artefacts = ["a.md", "b.md"] };
        var facts = Deliveries.Facts(7, outcome);
        PayloadReference reference;
        await using (var journal = await Journals.OpenAsync(_folder.Path))
        {
            reference = await journal.AppendAsync(facts, Deliveries.Body(7), CancellationToken.None);
        }

        await using var reopened = await Journals.OpenAsync(_folder.Path);
        var entry = Assert.IsType<DeliveryEntry>(Assert.Single(await reopened.EntriesAsync()));
        Assert.Equal(reference, entry.Payload);
        Assert.Equal(facts with { Event = null, SettledAs = null }, entry.Facts with { Event = null, SettledAs = null });
        Assert.Equal(facts.Event, entry.Facts.Event);
        Assert.Equivalent(outcome, entry.Facts.SettledAs);
        Assert.Equal(Deliveries.Body(7), await new PayloadReader(_folder.Path).ReadAsync(reference, CancellationToken.None));
    }

    [Fact]
    public async Task An_empty_body_is_stored_like_any_other()
    {
        await using var journal = await Journals.OpenAsync(_folder.Path);
        var reference = await journal.AppendAsync(Deliveries.Facts(1), ReadOnlyMemory<byte>.Empty, CancellationToken.None);
        Assert.Empty(await new PayloadReader(_folder.Path).ReadAsync(reference, CancellationToken.None));
        Assert.Single(await journal.EntriesAsync());
    }

    [Fact]
    public async Task A_body_larger_than_a_segment_and_a_batch_is_stored()
    {
        var body = RandomNumberGenerator.GetBytes(20 * 1024 * 1024);
        await using var journal = await Journals.OpenAsync(_folder.Path, segmentBytes: 4096);
        var small = await journal.AppendAsync(1);
        var large = await journal.AppendAsync(Deliveries.Facts(2), body, CancellationToken.None);
        await journal.AppendAsync(3);
        Assert.NotEqual(small.Segment, large.Segment);
        Assert.Equal(body, await new PayloadReader(_folder.Path).ReadAsync(large, CancellationToken.None));
        Assert.Equal([Deliveries.Id(1), Deliveries.Id(2), Deliveries.Id(3)], (await journal.EntriesAsync()).Ids());
    }

    [Fact]
    public async Task Segments_roll_by_size_and_reading_crosses_them_from_any_position()
    {
        var references = await Journals.WriteAsync(_folder.Path, 100, segmentBytes: 4096);
        Assert.True(references[^1].Segment > 5);
        await using var journal = await Journals.OpenAsync(_folder.Path, segmentBytes: 4096);
        var entries = await journal.EntriesAsync();
        Assert.Equal(Journals.Ids(100), entries.Ids());
        Assert.All(Directory.GetFiles(_folder.Path, "*.segment"), file => Assert.InRange(new FileInfo(file).Length, 1, 4096 + 40));
        for (var i = 0; i < entries.Count; i++)
        {
            Assert.Equal(Journals.Ids(100).Skip(i + 1), (await journal.EntriesAsync(entries[i].Next)).Ids());
        }
    }

    [Fact]
    public async Task Appending_goes_on_in_a_new_segment_after_reopening()
    {
        var before = await Journals.WriteAsync(_folder.Path, 3);
        await using var journal = await Journals.OpenAsync(_folder.Path);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.segment"));
        var reference = await journal.AppendAsync(3);
        Assert.Equal(before[0].Segment + 1, reference.Segment);
        var entries = await journal.EntriesAsync();
        Assert.Equal(Journals.Ids(4), entries.Ids());
        Assert.DoesNotContain(entries, entry => entry is DamagedRecord);
    }

    [Fact]
    public async Task A_second_journal_on_the_same_folder_is_refused_until_the_first_is_closed()
    {
        var first = await Journals.OpenAsync(_folder.Path);
        await Assert.ThrowsAsync<JournalInUseException>(() => Journals.OpenAsync(_folder.Path));
        await first.AppendAsync(1);
        await first.DisposeAsync();
        await using var second = await Journals.OpenAsync(_folder.Path);
        Assert.Single(await second.EntriesAsync());
    }

    [Fact]
    public async Task Closing_stores_what_is_queued_and_refuses_what_comes_later()
    {
        var files = new FaultyFiles { HoldFlush = new ManualResetEventSlim(false) };
        var journal = await Journals.OpenAsync(_folder.Path, files);
        var appends = Enumerable.Range(0, 20).Select(journal.AppendAsync).ToList();
        var closing = journal.DisposeAsync();
        files.HoldFlush.Set();
        await closing;
        await Task.WhenAll(appends);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(99));
        await using var reopened = await Journals.OpenAsync(_folder.Path);
        Assert.Equal(20, (await reopened.EntriesAsync()).Count);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_a_place_but_never_a_queued_write()
    {
        var files = new FaultyFiles { HoldFlush = new ManualResetEventSlim(false) };
        await using var journal = await Journals.OpenAsync(_folder.Path, files, waiting: 1);
        using var cancellation = new CancellationTokenSource();
        var queued = journal.AppendAsync(Deliveries.Facts(1), Deliveries.Body(1), cancellation.Token);
        var waiting = journal.AppendAsync(Deliveries.Facts(2), Deliveries.Body(2), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(queued.IsCompleted);
        files.HoldFlush.Set();
        await queued;
        Assert.Equal([Deliveries.Id(1)], (await journal.EntriesAsync()).Ids());
    }

    [Fact]
    public async Task Nobody_is_answered_before_the_flush_and_waiting_writers_share_the_next_one()
    {
        var files = new FaultyFiles();
        await using var journal = await Journals.OpenAsync(_folder.Path, files);
        await journal.AppendAsync(1000);
        files.FlushBegan = new SemaphoreSlim(0);
        files.HoldFlush = new ManualResetEventSlim(false);
        var (flushes, writes) = (files.Flushes, files.Writes);
        var first = journal.AppendAsync(0);
        await files.FlushBegan.WaitAsync(TimeSpan.FromSeconds(30));
        var others = Enumerable.Range(1, 63).Select(journal.AppendAsync).ToList();
        Assert.False(first.IsCompleted);
        Assert.DoesNotContain(others, append => append.IsCompleted);
        files.HoldFlush.Set();
        await Task.WhenAll([first, .. others]);
        Assert.Equal(flushes + 2, files.Flushes);
        Assert.Equal(writes + 2, files.Writes);
    }

    [Fact]
    public async Task Concurrent_writers_each_get_their_own_record()
    {
        await using var journal = await Journals.OpenAsync(_folder.Path, segmentBytes: 64 * 1024);
        var references = await Task.WhenAll(Enumerable.Range(0, 64).Select(writer => Task.Run(async () =>
        {
            List<(int Number, PayloadReference Reference)> written = [];
            for (var i = 0; i < 50; i++)
            {
                var number = (writer * 50) + i;
                written.Add((number, await journal.AppendAsync(number)));
            }

            return written;
        })));
        var reader = new PayloadReader(_folder.Path);
        foreach (var (number, reference) in references.SelectMany(list => list))
        {
            Assert.Equal(Deliveries.Body(number), await reader.ReadAsync(reference, CancellationToken.None));
        }

        Assert.Equal(Journals.Ids(3200).Order(StringComparer.Ordinal), (await journal.EntriesAsync()).Ids().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_follower_sees_the_past_and_then_everything_appended_in_order()
    {
        await Journals.WriteAsync(_folder.Path, 10);
        await using var journal = await Journals.OpenAsync(_folder.Path, segmentBytes: 8192);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        List<JournalEntry> seen = [];
        var following = Task.Run(async () =>
        {
            await foreach (var batch in journal.FollowAsync(JournalPosition.Start, cancellation.Token))
            {
                seen.AddRange(batch.Entries);
                if (seen.Count == 310)
                {
                    return;
                }
            }
        });
        for (var i = 10; i < 310; i++)
        {
            await journal.AppendAsync(i);
        }

        await following;
        Assert.Equal(Journals.Ids(310), seen.Ids());
    }

    [Fact]
    public async Task A_follower_that_fell_behind_reads_the_files()
    {
        await using var journal = await Journals.OpenAsync(_folder.Path, segmentBytes: 1 << 22);
        await Task.WhenAll(Enumerable.Range(0, 9000).Select(journal.AppendAsync));
        List<JournalEntry> seen = [];
        await foreach (var batch in journal.FollowAsync(JournalPosition.Start, CancellationToken.None))
        {
            seen.AddRange(batch.Entries);
            if (seen.Count >= 9000)
            {
                break;
            }
        }

        Assert.Equal(Journals.Ids(9000).Order(StringComparer.Ordinal), seen.Ids().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_delivery_id_that_is_none_is_refused_and_harms_nobody()
    {
        await using var journal = await Journals.OpenAsync(_folder.Path);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            journal.AppendAsync(Deliveries.Facts(1) with { DeliveryId = "../x" }, Deliveries.Body(1), CancellationToken.None));
        await journal.AppendAsync(2);
        Assert.Equal([Deliveries.Id(2)], (await journal.EntriesAsync()).Ids());
    }
}

using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Tests.Journal;

public sealed class JournalFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FaultyFiles _files = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_fails_every_waiting_caller_and_appends_work_again_when_there_is_space()
    {
        await using (var journal = await Journals.OpenAsync(_folder.Path, _files))
        {
            await journal.AppendAsync(0);
            _files.DiskIsFull = true;
            var refused = Enumerable.Range(100, 20).Select(journal.AppendAsync).ToList();
            foreach (var append in refused)
            {
                await Assert.ThrowsAsync<JournalUnavailableException>(() => append);
            }

            Assert.False(journal.IsAvailable);
            _files.DiskIsFull = false;
            await journal.AppendAsync(1);
            Assert.True(journal.IsAvailable);
            Assert.Equal(Journals.Ids(2), (await journal.EntriesAsync()).Ids());
        }

        await AssertIntactAsync(2);
    }

    [Fact]
    public async Task A_segment_that_a_full_disk_left_open_is_closed_with_the_first_append_that_succeeds()
    {
        await using var journal = await Journals.OpenAsync(_folder.Path, _files);
        await journal.AppendAsync(0);
        _files.DiskIsFull = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(100));
        _files.RoomComesWithNextFile = true;

        await journal.AppendAsync(1);

        // Read as after a kill: nobody closes anything any more.
        Assert.DoesNotContain(await journal.EntriesAsync(), entry => entry is DamagedRecord);
    }

    [Fact]
    public void A_file_that_must_not_grow_fails_like_a_full_disk()
    {
        using var file = new DiskSegmentFiles().Create(Path.Combine(_folder.Path, "segment"), 0);

        Assert.Throws<IOException>(() => file.SetLength(long.MaxValue));
        Assert.Throws<IOException>(() => file.Write([new byte[64]], long.MaxValue - 64));
    }

    [Fact]
    public async Task After_a_failed_flush_what_follows_goes_to_a_new_segment_and_what_failed_is_not_there()
    {
        await using (var journal = await Journals.OpenAsync(_folder.Path, _files))
        {
            var before = await journal.AppendAsync(0);
            _files.FlushFails = true;
            await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(100));
            _files.FlushFails = false;
            var after = await journal.AppendAsync(1);
            Assert.NotEqual(before.Segment, after.Segment);
            Assert.Equal(Journals.Ids(2), (await journal.EntriesAsync()).Ids());
        }

        await AssertIntactAsync(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disk_that_fails_for_long_leaves_no_trail_of_files(bool takesHeaders)
    {
        await using (var journal = await Journals.OpenAsync(_folder.Path, _files))
        {
            await journal.AppendAsync(0);
            (_files.RecordsFail, _files.FlushFails) = (takesHeaders, !takesHeaders);
            for (var i = 0; i < 50; i++)
            {
                await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(100 + i));
            }

            Assert.Single(Directory.GetFiles(_folder.Path, "*.segment"));
            (_files.RecordsFail, _files.FlushFails) = (false, false);
            await journal.AppendAsync(1);
        }

        await AssertIntactAsync(2);
    }

    [Fact]
    public async Task When_nothing_at_all_works_callers_are_told_and_the_journal_comes_back()
    {
        await using (var journal = await Journals.OpenAsync(_folder.Path, _files))
        {
            await journal.AppendAsync(0);
            _files.EverythingFails = true;
            for (var i = 0; i < 5; i++)
            {
                await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(100 + i));
            }

            _files.EverythingFails = false;
            await journal.AppendAsync(1);
            Assert.Equal(Journals.Ids(2), (await journal.EntriesAsync()).Ids());
        }

        await AssertIntactAsync(2);
    }

    [Fact]
    public async Task Without_space_for_a_whole_segment_what_there_is_is_used()
    {
        _files.PreallocationFails = true;
        await using (var journal = await Journals.OpenAsync(_folder.Path, _files))
        {
            await journal.AppendAsync(0);
        }

        await AssertIntactAsync(1);
    }

    private async Task AssertIntactAsync(int count)
    {
        await using var reopened = await Journals.OpenAsync(_folder.Path);
        var entries = await reopened.EntriesAsync();
        Assert.Equal(Journals.Ids(count), entries.Ids());
        Assert.DoesNotContain(entries, entry => entry is DamagedRecord);
    }
}

using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Tests.Journal;

public sealed class DroppedSegmentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_dropped_segment_in_the_middle_is_no_damage_and_a_removed_one_is()
    {
        await Journals.WriteAsync(_folder.Path, 100, segmentBytes: 4096);
        await using var journal = await Journals.OpenAsync(_folder.Path, segmentBytes: 4096);
        var freed = await journal.DropAsync([2, 3], CancellationToken.None);
        Assert.InRange(freed, 4000, 9000);
        Assert.DoesNotContain(await journal.EntriesAsync(), entry => entry is DamagedRecord);
        File.Delete(SegmentNames.PathOf(_folder.Path, 4));
        var damaged = Assert.IsType<DamagedRecord>(Assert.Single(await journal.EntriesAsync(), entry => entry is DamagedRecord));
        Assert.Equal("Segment 4 is missing.", damaged.Reason);
    }

    [Fact]
    public async Task A_body_in_a_dropped_segment_is_missing_for_that_reason()
    {
        var references = await Journals.WriteAsync(_folder.Path, 100, segmentBytes: 4096);
        await using var journal = await Journals.OpenAsync(_folder.Path, segmentBytes: 4096);
        await journal.DropAsync([1], CancellationToken.None);
        var failure = await Assert.ThrowsAsync<PayloadMissingException>(
            () => new PayloadReader(_folder.Path).ReadAsync(references[0], CancellationToken.None));
        Assert.Contains("was dropped", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_segment_cannot_be_dropped_so_numbers_are_never_given_again()
    {
        var last = (await Journals.WriteAsync(_folder.Path, 100, segmentBytes: 4096))[^1].Segment;
        await using (var journal = await Journals.OpenAsync(_folder.Path, segmentBytes: 4096))
        {
            await Assert.ThrowsAsync<ArgumentException>(() => journal.DropAsync([last], CancellationToken.None));
            await journal.DropAsync([.. Enumerable.Range(1, (int)last - 1).Select(number => (long)number)], CancellationToken.None);
        }

        await using var reopened = await Journals.OpenAsync(_folder.Path, segmentBytes: 4096);
        Assert.Equal(last + 1, (await reopened.AppendAsync(1)).Segment);
    }

    [Fact]
    public async Task Dropping_again_changes_nothing_and_ranges_stay_few()
    {
        await Journals.WriteAsync(_folder.Path, 200, segmentBytes: 4096);
        await using var journal = await Journals.OpenAsync(_folder.Path, segmentBytes: 4096);
        foreach (var segments in new long[][] { [2], [1], [4, 5], [3], [3, 1] })
        {
            await journal.DropAsync(segments, CancellationToken.None);
        }

        Assert.Equal(0, await journal.DropAsync([1, 2, 3], CancellationToken.None));
        Assert.Equal("1-5", Assert.Single(await File.ReadAllLinesAsync(_folder["dropped.txt"])));
        var dropped = DroppedSegments.Read(_folder.Path);
        Assert.Equal((true, false), (dropped.Contains(5), dropped.Contains(6)));
        Assert.Empty(dropped.Missing(1, 5));
        Assert.Empty(dropped.Missing(6, 5));
        Assert.Equal([(6L, 9L)], dropped.Missing(3, 9));
    }
}

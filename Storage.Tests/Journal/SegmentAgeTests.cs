using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Tests.Journal;

public sealed class SegmentAgeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_segment_that_is_old_enough_is_followed_by_a_new_one_at_the_next_append()
    {
        var time = new FixedTime();
        var options = new JournalOptions { Directory = _folder.Path, SegmentAge = TimeSpan.FromHours(6) };
        await using var journal = await DeliveryJournal.OpenAsync(options, time, NullLogger.Instance, CancellationToken.None);
        Assert.Equal(1, (await journal.AppendAsync(1)).Segment);
        time.Now += TimeSpan.FromHours(6) - TimeSpan.FromTicks(1);
        Assert.Equal(1, (await journal.AppendAsync(2)).Segment);
        time.Now += TimeSpan.FromTicks(1);
        Assert.Equal(2, (await journal.AppendAsync(3)).Segment);
        Assert.Equal(Journals.Ids(4).Skip(1), (await journal.EntriesAsync()).Ids());
    }
}

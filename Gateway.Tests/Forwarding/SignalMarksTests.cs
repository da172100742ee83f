using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Gateway.Forwarding;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Tests.Forwarding;

/// <summary>Which marks of signals go to the ledger together, and when. Whoever is told that a batch ended begins the next one, as the forwarder does.</summary>
public sealed class SignalMarksTests
{
    private static readonly TimeSpan AlmostGathered = TimeSpan.FromMilliseconds(49);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly ManualTime time = new();
    private readonly MarkedBacklog backlog = new();
    private readonly SignalMarks marks;

    public SignalMarksTests() => marks = new(time, NullLogger.Instance);

    [Fact]
    public void Marks_that_come_together_are_one_write()
    {
        Add("a", "b", "c");

        Flush();

        Assert.Equal(["a b c"], backlog.Writes);
    }

    [Fact]
    public async Task Marks_that_come_after_a_write_are_gathered_for_fifty_milliseconds_and_no_longer()
    {
        Add("a");
        Flush();
        await time.WaitedForAsync();
        Add("b");
        Flush();
        Add("c");
        Flush();

        time.Advance(AlmostGathered);
        Flush();
        Assert.Equal(["a"], backlog.Writes);
        time.Advance(Millisecond);

        await WrittenAsync("a", "b c");
    }

    [Fact]
    public async Task Marks_that_come_while_one_is_written_are_the_next_write()
    {
        var writing = new TaskCompletionSource();
        backlog.Writing = () => writing.Task;
        Add("a");
        Flush();
        Add("b", "c");
        Flush();
        Assert.Equal(["a"], backlog.Writes);

        writing.SetResult();
        await time.WaitedForAsync();
        time.Advance(AlmostGathered + Millisecond);

        await WrittenAsync("a", "b c");
    }

    [Fact]
    public async Task So_many_that_they_are_worth_a_transaction_wait_for_no_more()
    {
        var writing = new TaskCompletionSource();
        backlog.Writing = () => writing.Task;
        Add([.. Enumerable.Range(0, 256).Select(number => $"{number}")]);
        Flush();
        Add("b");

        writing.SetResult();

        await Eventually.TrueAsync(() => backlog.Writes.LastOrDefault() == "b", "the next is written without any time passing");
    }

    [Fact]
    public async Task What_the_ledger_does_not_take_is_written_a_second_later()
    {
        var isAway = true;
        backlog.Writing = () => isAway ? throw new LedgerUnavailableException("away") : Task.CompletedTask;
        Add("a");
        Flush();
        await time.WaitedForAsync();
        isAway = false;

        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(["a"], backlog.Writes);
        time.Advance(Millisecond);

        await WrittenAsync("a", "a");
    }

    [Fact]
    public async Task At_the_end_all_there_is_is_written()
    {
        // Whoever drains is the loop, which is not told then.
        Add("a");
        marks.Flush(backlog, BacklogShare.Whole, () => { }, CancellationToken.None);
        await time.WaitedForAsync();
        Add("b");

        var drained = marks.DrainAsync(backlog, BacklogShare.Whole, CancellationToken.None);
        time.Advance(AlmostGathered + Millisecond);
        await time.WaitedForAsync();
        time.Advance(AlmostGathered + Millisecond);
        await drained.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(["a", "b"], backlog.Writes);
    }

    [Fact]
    public void What_gets_into_the_ledger_with_its_mark_is_not_written_again()
    {
        backlog.IsAhead = true;
        Add("a");

        Flush();

        Assert.Equal((0, 0), (marks.Waiting, backlog.Writes.Count()));
    }

    private void Add(params string[] ids) => Array.ForEach(ids, id => marks.Add(backlog, new SignalledDelivery(id, "run", time.GetUtcNow())));

    private void Flush() => marks.Flush(backlog, BacklogShare.Whole, Flush, CancellationToken.None);

    private Task WrittenAsync(params string[] writes) =>
        Eventually.TrueAsync(() => backlog.Writes.SequenceEqual(writes), $"{string.Join(", ", writes)} are written, each at once");

    /// <summary>Keeps the ids of each write.</summary>
    private sealed class MarkedBacklog : IBacklog
    {
        private readonly ConcurrentQueue<string> writes = new();

        public event EventHandler? Changed
        {
            add => _ = value;
            remove => _ = value;
        }

        public IEnumerable<string> Writes => writes;

        public bool IsAhead { get; set; }

        /// <summary>How long a write takes, and whether it is one.</summary>
        public Func<Task> Writing { get; set; } = () => Task.CompletedTask;

        public BacklogShare Share => BacklogShare.Whole;

        public void Adopt(BacklogShare share)
        {
        }

        public TimeSpan? CallDeadline(BacklogShare share) => null;

        public Task<PendingPage> PendingAsync(BacklogShare share, int limit, long after, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<DeliveryRecord>> PendingOfAsync(string entity, int limit, long after, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public bool TryMarkAhead(SignalledDelivery delivery) => IsAhead;

        public Task MarkSignalledAsync(BacklogShare share, IReadOnlyList<SignalledDelivery> deliveries, CancellationToken cancellationToken)
        {
            writes.Enqueue(string.Join(' ', deliveries.Select(each => each.DeliveryId)));
            return Writing();
        }
    }
}

using Webhooks.Gateway.Limits;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Limits;

public sealed class TokenBucketTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime time = new();

    [Fact]
    public void What_was_taken_comes_back_at_the_rate_and_no_faster()
    {
        var bucket = new TokenBucket(perSecond: 1, burst: 2, time);
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero, null], [TakeNow(bucket), TakeNow(bucket), TakeNow(bucket)]);

        time.Advance(Second);

        Assert.Equal([TimeSpan.Zero, null], [TakeNow(bucket), TakeNow(bucket)]);
    }

    [Fact]
    public void Only_so_many_wait_and_whoever_has_waited_makes_room_for_another()
    {
        var bucket = new TokenBucket(perSecond: 1, burst: 1, time);
        Assert.Equal(
            [TimeSpan.Zero, Second, 2 * Second, null], Enumerable.Range(0, 4).Select(_ => bucket.Take(1, longest: TimeSpan.FromMinutes(1), mostOwing: 2)));

        bucket.Paid();

        Assert.Equal(3 * Second, bucket.Take(1, longest: TimeSpan.FromMinutes(1), mostOwing: 2));
    }

    private static TimeSpan? TakeNow(TokenBucket bucket) => bucket.Take(1, longest: TimeSpan.Zero, mostOwing: 0);
}

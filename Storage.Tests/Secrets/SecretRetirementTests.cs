using Webhooks.Storage.Secrets;

namespace Webhooks.Storage.Tests.Secrets;

public sealed class SecretRetirementTests
{
    private static readonly DateTimeOffset Now = Deliveries.Noon;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly SecretStatus old = new()
    {
        Source = "hello", Name = "old", From = "configuration", IsLive = true, Since = Now.AddDays(-90), SeenAt = Now, LastUsedAt = Now.AddDays(-8), Uses = 1,
    };

    private SecretStatus Newer => old with { Name = "new", Since = Now.AddDays(-20), LastUsedAt = Now.AddDays(-1) };

    [Fact]
    public void It_may_go_when_a_newer_one_is_used_and_it_has_been_quiet_for_the_whole_period()
    {
        Assert.Equal(Retirement.Safe, Of(old, old, Newer));
        Assert.Equal(Retirement.Safe, Of(old with { LastUsedAt = null }, old with { LastUsedAt = null }, Newer));
        Assert.Equal(Retirement.StillUsed, Of(old with { LastUsedAt = Now - Week + TimeSpan.FromTicks(1) }, Newer));
    }

    [Fact]
    public void It_stays_while_no_newer_one_is_used()
    {
        Assert.Equal(Retirement.NewerUnused, Of(old, Newer with { LastUsedAt = null }));
        Assert.Equal(Retirement.NewerUnused, Of(old, Newer with { LastUsedAt = Now - Week }));
        Assert.Equal(Retirement.Newest, Of(old));
        Assert.Equal(Retirement.Newest, Of(old, Newer with { Source = "other" }));
        Assert.Equal(Retirement.Newest, Of(old, Newer with { IsLive = false }));
        Assert.Equal(Retirement.Newest, Of(Newer, old));
    }

    [Fact]
    public void It_stays_until_it_has_been_watched_for_the_whole_period()
    {
        var fresh = old with { Since = Now.AddDays(-3), LastUsedAt = null };

        Assert.Equal(Retirement.WatchedTooShortly, Of(fresh, Newer with { Since = Now.AddDays(-2) }));
    }

    [Fact]
    public void Seen_at_once_the_one_that_is_valid_later_is_newer_and_then_the_one_further_down()
    {
        var since = old.Since;
        var earlier = old with { NotBefore = Now.AddDays(-30) };
        var later = Newer with { Since = since, NotBefore = Now.AddDays(-10) };

        Assert.Equal(Retirement.Safe, Of(earlier, later, earlier));
        Assert.Equal(Retirement.Newest, Of(later, later, earlier));
        Assert.Equal(Retirement.Safe, Of(old, old, Newer with { Since = since }));
        Assert.Equal(Retirement.Newest, Of(old, Newer with { Since = since }, old));
    }

    [Fact]
    public void It_may_go_when_it_has_expired_even_alone()
    {
        Assert.Equal(Retirement.Expired, Of(old with { NotAfter = Now.AddTicks(-1), LastUsedAt = Now.AddDays(-1) }));
        Assert.True(Retirement.Expired.MayGo());
        Assert.Equal(Retirement.Newest, Of(old with { NotAfter = Now }));
    }

    /// <param name="secret">Placed first unless it is among the others.</param>
    /// <param name="all">In the order of the report.</param>
    private static Retirement Of(SecretStatus secret, params SecretStatus[] all) => SecretRetirement.Of(
        secret,
        new SecretStatusReport { WrittenAt = Now, QuietPeriod = Week, Secrets = all.Contains(secret) ? all : [secret, .. all] },
        Week,
        Now);
}

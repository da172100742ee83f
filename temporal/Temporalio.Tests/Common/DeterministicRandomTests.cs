using Temporalio.Common;

namespace Temporalio.Tests.Common;

public class DeterministicRandomTests
{
    [Fact]
    public void The_first_step_of_seed_zero_is_the_published_one() =>
        Assert.Equal(6198063878555692194UL, new DeterministicRandom(0).Step());

    [Fact]
    public void Bounded_numbers_of_a_seed_never_change()
    {
        var random = new DeterministicRandom(1234);

        Assert.Equal([78, 53, 15, 39, 1, 91], Enumerable.Range(0, 6).Select(_ => random.Next(100)));
    }

    [Fact]
    public void Numbers_of_a_seed_never_change()
    {
        var random = new DeterministicRandom(1234);

        Assert.Equal([1683900913, 1152499422, 853145492, 29008126], Enumerable.Range(0, 4).Select(_ => random.Next()));
        Assert.Equal(0.70204197656925, new DeterministicRandom(1234).NextDouble(), precision: 14);
    }

    [Fact]
    public void Bytes_of_a_seed_never_change()
    {
        var bytes = new byte[16];

        new DeterministicRandom(17131530837505822712).NextBytes(bytes);

        Assert.Equal("9b411d1be083500d1b79856b9ab59282", Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void An_empty_range_has_one_number() => Assert.Equal(5, new DeterministicRandom(1).Next(5, 5));
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using Webhooks.Gateway.Storing;

namespace Webhooks.Gateway.Tests.Storing;

public sealed class DeliveryIdFilterTests
{
    private const int Capacity = 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(Capacity)]
    public void What_was_added_is_found_also_when_there_is_too_much_of_it(int capacity)
    {
        var filter = Filled(capacity, Capacity);

        Assert.All(Enumerable.Range(0, Capacity), number => Assert.True(filter.MayContain(Id(number))));
        Assert.True(filter.IsFull);
    }

    [Fact]
    public void Of_what_was_not_added_little_is_taken_for_known()
    {
        var filter = Filled(Capacity, Capacity);

        Assert.InRange(Enumerable.Range(Capacity, Capacity).Count(number => filter.MayContain(Id(number))), 0, Capacity / 40);
    }

    [Fact]
    public void An_empty_one_knows_nothing_and_has_room()
    {
        var filter = new DeliveryIdFilter(Capacity);

        Assert.DoesNotContain(Enumerable.Range(0, Capacity), number => filter.MayContain(Id(number)));
        Assert.False(filter.IsFull);
    }

    private static DeliveryIdFilter Filled(int capacity, int count)
    {
        var filter = new DeliveryIdFilter(capacity);
        foreach (var number in Enumerable.Range(0, count))
        {
            filter.Add(Id(number));
        }

        return filter;
    }

    private static byte[] Id(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return SHA256.HashData(bytes)[..DeliveryIdFilter.IdBytes];
    }
}

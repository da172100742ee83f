using System.Text.Json;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Contracts.Identities;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.GitHub;

namespace Webhooks.Workflows.Tests.GitHub;

/// <summary>What a run hands to the next must fit into 2 MB, whatever the flood.</summary>
public sealed class CarryTests
{
    [Fact]
    public void Remembers_the_newest_keys_and_forgets_the_oldest()
    {
        var seen = new SeenDeliveries(3, null);
        Assert.True(seen.Add("a") && seen.Add("b") && seen.Add("c") && seen.Add("d"));

        var next = new SeenDeliveries(3, seen.Carry());

        Assert.False(next.Add("b"));
        Assert.False(next.Add("d"));
        Assert.True(next.Add("a"));
    }

    [Fact]
    public void As_many_pending_deliveries_as_are_carried_and_all_seen_keys_fit_into_an_argument()
    {
        var seen = new SeenDeliveries(SeenDeliveries.DefaultCapacity, null);
        var pending = new List<DeliveryEvent>();
        for (var number = 0; number < 20_000; number++)
        {
            var delivery = Delivery(number);
            seen.Add(delivery.Key);
            if (number < EntityRun.MaximumCarried)
            {
                pending.Add(delivery);
            }
        }

        var packed = PendingDeliveries.Pack(pending);
        var order = new PushOrder(new RepositoryCarry(), new EntityRun(new RepositoryCarry()));
        foreach (var delivery in pending)
        {
            // Every push of a branch of its own or behind a gap: as much as can be remembered.
            order.Place(delivery with { Push = delivery.Push! with { Ref = $"refs/heads/feature/{delivery.DeliveryId[..1]}" } }, DateTimeOffset.UnixEpoch); // Made with one.
            order.Place(delivery with { Push = delivery.Push with { Ref = $"refs/heads/feature/{delivery.DeliveryId}" } }, DateTimeOffset.UnixEpoch);
        }

        Assert.InRange(seen.Count, 10_000, 20_000);
        Assert.InRange(JsonSerializer.Serialize(order.Carry(new RepositoryCarry { Seen = seen.Carry(), Pending = packed })).Length, 1, 1_900_000);
        Assert.Equal(JsonSerializer.Serialize(pending), JsonSerializer.Serialize(PendingDeliveries.Unpack(packed)));
    }

    private static DeliveryEvent Delivery(int number)
    {
        var key = DeliveryKey.From("tenant", "github", "123456789", Hash(number, "guid")[..36]);
        return new DeliveryEvent
        {
            DeliveryId = key.DeliveryId,
            Key = key.Value,
            Source = "github",
            Provider = WebhookProvider.GitHub,
            EventName = "push",
            Entity = "@tenant/github/repository/1296269",
            ReceivedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(number * 7919L),
            Payload = new PayloadReference(number / 1000, number * 8191L, 8000 + number, Hash(number, "body")),
            Push = new GitHubPush
            {
                RepositoryId = 1296269,
                Owner = "octo",
                Repository = "hello",
                Ref = "refs/heads/main",
                Before = Hash(number, "commit")[..40],
                After = Hash(number + 1, "commit")[..40],
                Created = false,
                Deleted = false,
                Forced = false,
                CommitCount = 1,
            },
        };
    }

    private static string Hash(int number, string kind) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{kind}{number}")));
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webhooks.Local.Demo;

namespace Webhooks.Local.Tests.Storm;

/// <summary>What is delivered in a storm: the same for the same seed.</summary>
internal sealed record StormWork
{
    private const int PerEntity = 25;

    /// <summary>One in so many brings a commit to be documented; the others are tags, which a repository's workflow takes and filters.</summary>
    private const int DocumentedOneIn = 10;
    private const int RepeatedOneIn = 10;
    private const int ForgedOneIn = 20;

    /// <summary>How far a delivery may come after its turn.</summary>
    private const int Reach = 100;

    /// <summary>As they are sent: out of order, and some of them again later.</summary>
    public required IReadOnlyList<PushDelivery> Sent { get; init; }

    /// <summary>Different ones.</summary>
    public required int Deliveries { get; init; }

    public required int Entities { get; init; }

    /// <summary>Commits that get a document.</summary>
    public required int Commits { get; init; }

    /// <summary>Never in <see cref="Sent"/>: these come with a bad signature alone.</summary>
    public required IReadOnlyList<PushDelivery> Forged { get; init; }

    public static StormWork Of(int deliveries, SeededNumbers numbers)
    {
        var entities = Math.Max(1, deliveries / PerEntity);
        var all = Enumerable.Range(0, deliveries).Select(number => Delivery(number, numbers.Below(entities))).ToList();
        var again = all.Where(_ => numbers.Below(RepeatedOneIn) == 0);
        var turns = all.Select((push, turn) => (Push: push, Turn: turn + numbers.Below(Reach)));
        var repeated = again.Select((push, i) => (Push: push, Turn: (i * RepeatedOneIn) + numbers.Below(deliveries / 2)));
        return new StormWork
        {
            Sent = [.. turns.Concat(repeated).OrderBy(one => one.Turn).Select(one => one.Push)],
            Deliveries = deliveries,
            Entities = all.Select(push => JsonNode.Parse(push.Body)!["repository"]!["id"]!.GetValue<long>()).Distinct().Count(), // As made below.
            Commits = (deliveries + DocumentedOneIn - 1) / DocumentedOneIn,
            Forged = [.. Enumerable.Range(deliveries, deliveries / ForgedOneIn).Select(number => Delivery(number, numbers.Below(entities)))],
        };
    }

    private static PushDelivery Delivery(int number, int entity)
    {
        var repository = new DemoRepository { Owner = "storm", Name = $"repository-{entity}", Branch = $"b{number}", Commits = [] };
        var push = PushDelivery.Of(repository, [Commit(number)], $"00000000-0000-4000-8000-{number:x12}", new string('0', 40));
        var body = JsonNode.Parse(push.Body)!.AsObject(); // An object: made a line above.
        // Each on a ref of its own that it creates, so that none has a predecessor to wait for.
        body["created"] = true;
        if (number % DocumentedOneIn != 0)
        {
            body["ref"] = $"refs/tags/t{number}";
            body["commits"] = new JsonArray();
        }

        return push with { Body = JsonSerializer.SerializeToUtf8Bytes(body) };
    }

    private static DemoCommit Commit(int number)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"storm/{number}")))[..40];
        return new DemoCommit
        {
            Sha = sha,
            Tree = sha,
            Parent = sha,
            Message = $"Change {number}",
            Timestamp = "2025-03-04T10:02:57Z",
            AuthorName = "Mona Lisa",
            AuthorEmail = "mona@example.org",
            CommitterName = "Mona Lisa",
            CommitterEmail = "mona@example.org",
            Modified = ["src/Program.cs"],
        };
    }
}

using Webhooks.Storage.Backlog;

namespace Webhooks.Storage.PostgreSql;

/// <summary>The partitions that one gateway has leases of, with their tokens.</summary>
internal sealed class PartitionShare(IReadOnlyDictionary<short, long> tokens) : BacklogShare
{
    public static PartitionShare Nothing { get; } = new(new Dictionary<short, long>());

    public short[] Partitions { get; } = [.. tokens.Keys];

    public long[] Tokens { get; } = [.. tokens.Values];

    public bool IsOf(IReadOnlyDictionary<short, long> others) =>
        others.Count == tokens.Count && others.All(other => tokens.TryGetValue(other.Key, out var token) && token == other.Value);

    public bool Has(short partition) => tokens.ContainsKey(partition);
}

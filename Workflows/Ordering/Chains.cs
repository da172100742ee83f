using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.Ordering;

/// <summary>The chains of an entity, by name. As many as fit the argument of a continued run; those that were not touched for longest go first.</summary>
internal sealed class Chains
{
    /// <summary>Pieces of all chains together.</summary>
    public const int MaximumPieces = 500;

    private readonly OrderedDictionary<string, Chain> chains = new(StringComparer.Ordinal);

    public Chains(string? carried)
    {
        foreach (var (name, pieces) in carried is null ? [] : PackedJson.Unpack<List<KeyValuePair<string, List<ChainPiece>>>>(carried))
        {
            chains.Add(name, new Chain(pieces));
        }
    }

    public int Count => chains.Count;

    /// <summary>Every gap that is open, with the name of its chain.</summary>
    public IEnumerable<(string Name, Gap Gap)> Gaps =>
        from chain in chains from piece in chain.Value.Pieces where piece.Gap is not null select (chain.Key, piece.Gap);

    public Chain? Find(string name) => chains.GetValueOrDefault(name);

    public ChainChange Add(string name, ChainLink link, DeliveryEvent delivery, DateTimeOffset now)
    {
        var chain = Find(name) ?? new Chain([]);
        chains.Remove(name);
        chains.Add(name, chain);
        var change = chain.Add(link, delivery, now);
        while (chains.Count > 1 && chains.Values.Sum(each => each.Pieces.Count) > MaximumPieces)
        {
            chains.RemoveAt(0);
        }

        return change;
    }

    /// <summary>For the next run; null when there is none.</summary>
    public string? Carry() =>
        chains.Count == 0 ? null : PackedJson.Pack(chains.Select(chain => KeyValuePair.Create(chain.Key, chain.Value.Pieces)).ToList());
}

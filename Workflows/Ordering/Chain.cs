using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Ordering;

/// <summary>
/// The changes of one thing as far as they have been seen, put together from before and after. In whatever order the same links are added,
/// the same pieces come out; one piece means that nothing is missing.
/// </summary>
internal sealed class Chain(IEnumerable<ChainPiece> carried)
{
    /// <summary>More gaps than this are not kept apart; the oldest is forgotten.</summary>
    public const int MaximumPieces = 8;

    private readonly List<ChainPiece> pieces = [.. carried];

    /// <summary>The one that grew last stands last.</summary>
    public IReadOnlyList<ChainPiece> Pieces => pieces;

    /// <summary>False when the link's predecessor is missing and could be waited for.</summary>
    public bool Fits(ChainLink link) =>
        pieces.Count == 0 || link.Before is null || link.After is null || link.Resets || Before(link) >= 0 || Behind(link) >= 0;

    /// <summary>It begins where a piece ends.</summary>
    public bool Continues(ChainLink link) => Before(link) >= 0;

    /// <summary>Nothing is missing before it, as far as the chain has been seen: it continues a piece, or comes before all of them.</summary>
    public bool IsGapless(ChainLink link) => Continues(link) || (Behind(link) is >= 0 and var at && pieces[at].Gap is null);

    /// <param name="link">To be put where it belongs.</param>
    /// <param name="delivery">That brought it.</param>
    /// <param name="now">For the mark, if it opens a gap.</param>
    public ChainChange Add(ChainLink link, DeliveryEvent delivery, DateTimeOffset now)
    {
        var behind = Behind(link) is >= 0 and var at ? pieces[at] : null;
        var before = Before(link) is >= 0 and var end ? pieces[end] : null;
        if (ReferenceEquals(before, behind))
        {
            behind = null;
        }

        // The piece that the chain began with has no gap before it, and whatever joins it comes before it or is part of it.
        var mark = pieces.Count == 0 || link.Before is null || behind is { Gap: null }
            ? null
            : new Gap { Missing = link.Before, Delivery = delivery, Since = now };
        var (joined, change) = (before, behind) switch
        {
            (null, null) => (new ChainPiece { Start = link.Before, End = link.After, Gap = mark }, new ChainChange { Opened = mark }),
            (null, _) => (behind with { Start = link.Before, Gap = mark }, new ChainChange { Opened = mark, Closed = behind.Gap }),
            (_, null) => (before with { End = link.After }, ChainChange.None),
            (_, { Gap: null }) => (before with { End = behind.End, Gap = null }, new ChainChange { Closed = before.Gap }),
            _ => (before with { End = behind.End }, new ChainChange { Closed = behind.Gap }),
        };
        pieces.RemoveAll(piece => ReferenceEquals(piece, before) || ReferenceEquals(piece, behind) || piece is { End: null, Gap: null });
        pieces.Add(joined);
        if (pieces.Count > MaximumPieces)
        {
            pieces.RemoveAt(0);
        }

        return change;
    }

    private int Before(ChainLink link) => link.Before is null ? -1 : pieces.FindLastIndex(piece => piece.End == link.Before);

    /// <summary>What leads back to where the chain began is no predecessor of it.</summary>
    private int Behind(ChainLink link) =>
        link.After is null ? -1 : pieces.FindLastIndex(piece => piece.Start == link.After && (piece.Gap is not null || !link.Resets));
}

using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Ordering;

namespace Webhooks.Workflows.Tests.Ordering;

public sealed class ChainTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly Chain chain = new([]);

    [Fact]
    public void In_order_it_stays_in_one_piece()
    {
        Assert.All([Add("a", "b"), Add("b", "c"), Add("c", "d")], change => Assert.Equal(ChainChange.None, change));

        Assert.Equal([("a", "d", null)], Pieces(chain));
    }

    [Fact]
    public void A_link_whose_predecessor_is_missing_does_not_fit_and_opens_a_gap()
    {
        Add("a", "b");

        Assert.False(chain.Fits(Link("c", "d")));
        Assert.Equal("c", Add("c", "d").Opened?.Missing);
        Assert.True(chain.Fits(Link("d", "e")));
    }

    [Fact]
    public void The_missing_link_fits_and_closes_the_gap_of_the_one_behind_it()
    {
        Add("a", "b");
        Add("c", "d");

        Assert.True(chain.Fits(Link("b", "c")));
        Assert.Equal("cd", Add("b", "c").Closed?.Delivery.DeliveryId);
        Assert.Equal([("a", "d", null)], Pieces(chain));
    }

    [Fact]
    public void A_gap_of_two_is_closed_from_behind_link_by_link()
    {
        Add("a", "b");
        Add("d", "e");

        var nearer = Add("c", "d");
        var last = Add("b", "c");

        Assert.Equal(("de", "c"), (nearer.Closed?.Delivery.DeliveryId, nearer.Opened?.Missing));
        Assert.Equal(("cd", null), (last.Closed?.Delivery.DeliveryId, last.Opened));
    }

    [Fact]
    public void What_comes_before_all_that_was_seen_is_no_gap()
    {
        Add("c", "d");

        Assert.Equal([ChainChange.None, ChainChange.None], [Add("b", "c"), Add("a", "b")]);
        Assert.Equal([("a", "d", null)], Pieces(chain));
    }

    [Theory]
    [InlineData("x", "y", true)]
    [InlineData(null, "y", false)]
    [InlineData("x", null, false)]
    public void What_creates_deletes_or_resets_is_not_waited_for(string? before, string? after, bool resets)
    {
        Add("a", "b");

        Assert.True(chain.Fits(Link(before, after) with { Resets = resets }));
    }

    [Fact]
    public void Leading_back_to_the_beginning_does_not_make_a_ring()
    {
        Add("a", "b");
        Add("c", "d");

        chain.Add(Link("d", "a") with { Resets = true }, Delivery("da"), Noon);

        Assert.Equal([("a", "b", null), ("c", "a", "c")], Pieces(chain));
        Assert.True(chain.Continues(Link("a", "e")));
    }

    [Fact]
    public void After_deletion_it_begins_anew()
    {
        Add("a", "b");
        Add("b", null);
        Assert.False(chain.Fits(Link("x", "y")));

        Assert.Equal(ChainChange.None, Add(null, "c"));

        Assert.Equal([(null, "c", null)], Pieces(chain));
    }

    [Fact]
    public void More_gaps_than_are_kept_apart_lose_the_oldest()
    {
        for (var number = 0; number < 20; number++)
        {
            Add($"before{number}", $"after{number}");
        }

        Assert.Equal(Chain.MaximumPieces, chain.Pieces.Count);
        Assert.Equal("after19", chain.Pieces[^1].End);
    }

    /// <summary>Every order of every subset of five links: the gaps are those of the subset, not of the order.</summary>
    [Fact]
    public void The_same_links_in_any_order_give_the_same_pieces()
    {
        var links = Enumerable.Range(0, 5).Select(number => Link($"s{number}", $"s{number + 1}")).ToList();
        foreach (var subset in Enumerable.Range(0, 1 << links.Count).Select(bits => links.Where((_, number) => (bits & (1 << number)) != 0).ToList()))
        {
            var expected = new Chain([]);
            subset.ForEach(link => expected.Add(link, Delivery(link.Before + link.After), Noon));
            foreach (var order in Orders.Of(subset))
            {
                AssertSame(expected, order);
            }
        }
    }

    private static void AssertSame(Chain expected, IEnumerable<ChainLink> order)
    {
        var actual = new Chain([]);
        var open = 0;
        foreach (var link in order)
        {
            var change = actual.Add(link, Delivery(link.Before + link.After), Noon);
            open += (change.Opened is null ? 0 : 1) - (change.Closed is null ? 0 : 1);
        }

        Assert.Equal(Ends(expected), Ends(actual));
        Assert.Equal(Math.Max(0, expected.Pieces.Count - 1), open);
        Assert.Equal(open, actual.Pieces.Count(piece => piece.Gap is not null));
        Assert.All(actual.Pieces, piece => Assert.True(piece.Gap is null || piece.Gap.Missing == piece.Start));
    }

    private ChainChange Add(string? before, string? after) => chain.Add(Link(before, after), Delivery(before + after), Noon);

    private static ChainLink Link(string? before, string? after) => new() { Before = before, After = after };

    private static IEnumerable<(string?, string?, string?)> Pieces(Chain chain) => chain.Pieces.Select(piece => (piece.Start, piece.End, piece.Gap?.Missing));

    private static IEnumerable<(string?, string?)> Ends(Chain chain) => chain.Pieces.Select(piece => (piece.Start, piece.End)).Order();

    private static DeliveryEvent Delivery(string id) => new()
    {
        DeliveryId = id,
        Key = id,
        Source = "test",
        Provider = WebhookProvider.GitHub,
        EventName = "push",
        Entity = "test",
        ReceivedAt = Noon,
        Payload = new PayloadReference(0, 0, 0, ""),
    };
}

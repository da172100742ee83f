using Temporalio.Common;

namespace Temporalio.Tests.Common;

public class SearchAttributeTests
{
    private static readonly SearchAttributeKey<DateTimeOffset> Due = SearchAttributeKey.CreateDateTimeOffset("Due");
    private static readonly SearchAttributeKey<IReadOnlyCollection<string>> Tags = SearchAttributeKey.CreateKeywordList("Tags");
    private static readonly SearchAttributeKey<long> Count = SearchAttributeKey.CreateLong("Count");

    [Fact]
    public void Values_survive_the_wire_with_their_types()
    {
        var due = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var all = new SearchAttributeCollection.Builder().Set(Due, due).Set(Tags, ["a", "b"]).Set(Count, 3L).ToSearchAttributeCollection();

        var proto = all.ToProto();

        Assert.Equal("\"2020-01-02T03:04:05+00:00\"", proto.IndexedFields["Due"].Data.ToStringUtf8());
        Assert.Equal("Datetime", proto.IndexedFields["Due"].Metadata["type"].ToStringUtf8());
        Assert.Equal("Int", proto.IndexedFields["Count"].Metadata["type"].ToStringUtf8());
        Assert.Equal("KeywordList", proto.IndexedFields["Tags"].Metadata["type"].ToStringUtf8());
        var read = SearchAttributeCollection.FromProto(proto);
        Assert.Equal((due, 3L), (read.Get(Due), read.Get(Count)));
        Assert.Equal(["a", "b"], read.Get(Tags));
    }

    [Fact]
    public void A_name_occurs_once_whatever_its_type()
    {
        var all = new SearchAttributeCollection.Builder()
            .Set(SearchAttributeKey.CreateKeyword("Count"), "three")
            .Set(Count, 3L)
            .ToSearchAttributeCollection();

        Assert.Single(all);
        Assert.True(all.TryGetValue(Count, out var count));
        Assert.Equal(3L, count);
    }

    [Fact]
    public void A_key_that_is_not_there_is_not_found() =>
        Assert.Throws<KeyNotFoundException>(() => SearchAttributeCollection.Empty.Get(Count));
}

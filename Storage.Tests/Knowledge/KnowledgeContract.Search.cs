using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Knowledge.Search;

namespace Webhooks.Storage.Tests.Knowledge;

public abstract partial class KnowledgeContract
{
    [SkippableTheory]
    [InlineData("terminal")]
    [InlineData("TERMINAL bank")]
    [InlineData("term*")]
    [InlineData("shop-212")]
    [InlineData("SHOP-2*")]
    [InlineData("Payments/CardTerminal.cs")]
    [InlineData("okubo")]
    [InlineData("Ökübö")]
    [InlineData("tomas")]
    [InlineData("strasse CAFE")]
    [InlineData("東京")]
    [InlineData("v1.2.3")]
    [InlineData("\"terminal\" AND (bank) NEAR/2 -bank")]
    public async Task Finds_words_of_title_facts_and_text(string text)
    {
        await StoreAsync(Text(1, "Charge once", "The terminal and the bank near 2 AND SHOP-212, `Payments/CardTerminal.cs`, Ökubo, Café in der Straße, 東京都, v1.2.3"));
        await StoreAsync(Text(2, "Other", "Nothing of the kind: shop 31, 2") with { Properties = Dated("2025-03-01T00:00:00Z") });
        Assert.Equal(["github/octo/1.md"], await FoundAsync(text));
    }

    [SkippableTheory]
    [InlineData("terminals")]
    [InlineData("erminal")]
    [InlineData("terminal charge missing")]
    [InlineData("212-SHOP")]
    [InlineData("shop-2")]
    [InlineData("")]
    [InlineData("* \" ( ) - + ^ : & | ! ' \\ %")]
    [InlineData("title:terminal")]
    public async Task Finds_nothing_else(string text)
    {
        await StoreAsync(Text(1, "Charge once", "The terminal, SHOP-212"));
        Assert.Empty(await FoundAsync(text));
    }

    [SkippableFact]
    public async Task No_text_is_a_mistake_whatever_it_says()
    {
        await StoreAsync(Text(1, "Charge once", "The terminal"));
        string[] hostile =
        [
            "\"", "\"\"", "\"terminal", "terminal\"", "terminal*", "*terminal", "**", "NEAR(", "NEAR(terminal, 2)", "AND", "OR", "NOT", "terminal AND", "NOT terminal", "(terminal",
            "terminal)", "{title} : terminal", "title : terminal", "^terminal", "terminal + ", "-", "--", "'; DROP TABLE documents; --", "'terminal", "ter'minal", "\\", "terminal\\",
            "a:*b", "!terminal", "terminal & | !", "<->", "terminal <2> x", ":A", "%", "_", "\0", "a\0b", "\uD800", "x\uDC00y", "\u202Eterminal", "\u200B", "é", "ﬁ", "İ", "ß", "😀", "😀terminal",
            new string('x', 100_000), string.Join(' ', Enumerable.Range(0, 5000)), new string('"', 3000), new string('(', 3000),
        ];
        foreach (var text in hostile)
        {
            _ = await FoundAsync(text);
        }

        Assert.Equal(["github/octo/1.md"], await FoundAsync("\u202Eter\u200Bminal"));
    }

    [SkippableFact]
    public async Task A_title_counts_more_than_the_text_and_the_newest_is_first_of_equals()
    {
        await StoreAsync(Text(1, "One", "the parcel parcel parcel in the text " + string.Join(' ', Enumerable.Repeat("word", 50))));
        await StoreAsync(Text(2, "The parcel", "nothing"));
        await StoreAsync(Text(3, "Same", "envelope") with { Properties = Dated("2025-03-01T00:00:00Z") });
        await StoreAsync(Text(4, "Same", "envelope") with { Properties = Dated("2025-03-02T00:00:00Z") });
        Assert.Equal(["github/octo/2.md", "github/octo/1.md"], await FoundAsync("parcel"));
        Assert.Equal(["github/octo/4.md", "github/octo/3.md"], await FoundAsync("envelope"));
    }

    [SkippableFact]
    public async Task Filters_by_kind_repository_and_date_and_bounds_the_number()
    {
        await StoreAsync(Text(1, "Parcel", "x") with { Properties = Dated("2025-03-01T10:00:00Z", "Octo/Hello") });
        await StoreAsync(Text(2, "Parcel", "x") with { Properties = Dated("2025-03-02T10:00:00Z", "octo/other") });
        await StoreAsync(Text(3, "Parcel", "x") with { Kind = "ticket", Properties = Dated("2025-03-03T10:00:00Z") });
        Assert.Equal(["github/octo/3.md"], await FoundAsync("parcel", query => query with { Kind = "ticket" }));
        Assert.Equal(["github/octo/1.md"], await FoundAsync("parcel", query => query with { Repository = "octo/hello" }));
        Assert.Equal(["github/octo/3.md", "github/octo/2.md"], await FoundAsync("parcel", query => query with { From = new(2025, 3, 2, 10, 0, 0, TimeSpan.Zero) }));
        Assert.Equal(["github/octo/1.md"], await FoundAsync("parcel", query => query with { To = new(2025, 3, 2, 10, 0, 0, TimeSpan.Zero) }));
        Assert.Equal(["github/octo/3.md"], await FoundAsync("parcel", query => query with { Limit = 1 }));
        Assert.Empty(await FoundAsync("parcel", query => query with { Kind = "'; DROP TABLE documents; --\0" }));
    }

    [SkippableFact]
    public async Task What_is_not_said_any_more_is_not_found_any_more()
    {
        await StoreAsync(Text(1, "Parcel", "envelope"));
        await StoreAsync(Text(1, "Parcel", "stamp"));
        Assert.Empty(await FoundAsync("envelope"));
        Assert.Equal(["github/octo/1.md"], await FoundAsync("stamp"));
    }

    [SkippableFact]
    public async Task A_snippet_shows_the_words_without_markup_where_they_are()
    {
        var filler = string.Join(' ', Enumerable.Repeat("filler", 60));
        await StoreAsync(Text(1, "One", $"{filler} the [bank](https://bank.example) **refuses** the second \\#charge of `ChargeNumber` {filler}"));
        var hit = Assert.Single(await _knowledge.SearchAsync(new() { Text = "second charge" }, CancellationToken.None));
        Assert.StartsWith("… filler", hit.Snippet, StringComparison.Ordinal);
        Assert.EndsWith("filler …", hit.Snippet, StringComparison.Ordinal);
        Assert.Contains("the bank refuses the second #charge of ChargeNumber", hit.Snippet, StringComparison.Ordinal);
        Assert.InRange(hit.Snippet.Length, 100, 210);
    }

    [SkippableFact]
    public async Task A_document_of_more_words_than_are_indexed_is_stored_and_found_by_the_first_of_them()
    {
        await StoreAsync(Text(1, "Long", "first " + string.Join(' ', Enumerable.Range(0, 200_000)) + " last"));
        Assert.Equal(["github/octo/1.md"], await FoundAsync("first 12000"));
        Assert.Empty(await FoundAsync("last"));
    }

    private protected async Task<IEnumerable<string>> FoundAsync(string text, Func<KnowledgeQuery, KnowledgeQuery>? with = null)
    {
        var query = new KnowledgeQuery { Text = text };
        var hits = await _knowledge.SearchAsync(with is null ? query : with(query), CancellationToken.None);
        return hits.Select(hit => hit.Document.Path);
    }

    private static KnowledgeDocument Text(int number, string title, string text) =>
        Document(number) with { Title = title, Markdown = $"# {title}\n\n{text}\n", Properties = new Dictionary<string, string> { ["author"] = "Tomas" } };

    private static Dictionary<string, string> Dated(string date, string? repository = null) =>
        repository is null ? new() { ["date"] = date } : new() { ["date"] = date, ["repository"] = repository };
}

namespace Webhooks.Storage.Knowledge.Search;

/// <summary>What stands between two spaces of a query: words that must follow each other.</summary>
/// <param name="Words">At least one.</param>
/// <param name="IsPrefix">The last word may go on.</param>
internal sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix)
{
    private const int MaximumText = 1000;
    private const int MaximumTerms = 32;
    private const int MaximumWords = 16;

    /// <summary>
    /// There is nothing in a query that could be wrong: all of it is text, but for a star behind a word, which looks for its beginning.
    /// </summary>
    public static IReadOnlyList<SearchTerm> Parse(string text) =>
    [
        .. (text.Length <= MaximumText ? text : text[..MaximumText])
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(part => new SearchTerm([.. SearchWords.Of(part).Take(MaximumWords).Select(word => word.Text)], part.EndsWith('*')))
            .Where(term => term.Words.Count > 0)
            .Take(MaximumTerms),
    ];
}

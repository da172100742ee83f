using System.Text;
using Webhooks.Storage.Knowledge.Links;
using Webhooks.Storage.Knowledge.Search;

namespace Webhooks.Storage.Knowledge;

/// <summary>A document with everything that an index keeps of it, made of its text alone.</summary>
internal sealed record IndexedDocument
{
    private const int MaximumTitle = 1024;
    private const int MaximumFacts = 64;
    private const int MaximumIndexedText = 500_000;

    /// <summary>As many as PostgreSQL tells apart by their place.</summary>
    private const int MaximumWords = 15_000;

    private const int MaximumTitleWords = 200;
    private const int MaximumFactWords = 1_000;

    public required StoredDocument Document { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> TitleWords { get; init; }

    public required IReadOnlyList<string> FactWords { get; init; }

    public required IReadOnlyList<string> BodyWords { get; init; }

    public required DocumentLinks Links { get; init; }

    /// <param name="key">Of the document.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="text">Front matter and Markdown, without the section of related documents.</param>
    /// <param name="known">Its row until now.</param>
    /// <param name="now">The time of this change.</param>
    /// <param name="rules">What is a mention.</param>
    public static IndexedDocument Of(string key, string path, string text, StoredDocument? known, DateTimeOffset now, LinkRules rules)
    {
        var header = FrontMatterText.Read(text);
        var content = Encoding.UTF8.GetBytes(text);
        var title = Cut(header.Title ?? Heading(header.Body) ?? path, MaximumTitle);
        var facts = header.Properties.Take(MaximumFacts).ToDictionary(StringComparer.Ordinal);
        var body = Cut(header.Body, MaximumIndexedText);
        var created = known?.CreatedAt ?? now;
        return new()
        {
            Text = text,
            Document = new()
            {
                Key = key,
                Path = path,
                Kind = header.Kind ?? StoredDocument.NoteKind,
                Title = title,
                Properties = new SortedDictionary<string, string>(facts, StringComparer.Ordinal),
                Date = FrontMatterText.Date(facts) ?? created,
                Sha256 = KnowledgeFiles.Hash(content),
                Length = content.Length,
                CreatedAt = created,
                UpdatedAt = now,
            },
            TitleWords = Words(title, MaximumTitleWords),
            FactWords = Words(string.Join('\n', facts.Values), MaximumFactWords),
            BodyWords = Words(body, MaximumWords),
            Links = DocumentLinks.Of(header, key, string.Join('\n', [title, .. facts.Values, body]), rules),
        };
    }

    private static List<string> Words(string text, int maximum) => [.. SearchWords.Of(text).Take(maximum).Select(word => word.Text)];

    private static string? Heading(string body) => body.Split('\n').FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim();

    private static string Cut(string text, int maximum) => text.Length <= maximum ? text : text[..maximum];
}

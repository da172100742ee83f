using System.Text;
using SystemSqlite;
using Webhooks.Storage.Knowledge.Links;
using Webhooks.Storage.Knowledge.Search;
using Webhooks.Storage.PostgreSql;

namespace Webhooks.Storage.Knowledge;

/// <summary>
/// Markdown files in a folder, and an index of them. Safe for concurrent use, also by several processes. The file is written before
/// its row: after a crash between the two, storing the same document again writes the row. Everything in the index can be made of the files again.
/// </summary>
public sealed class KnowledgeBase : IAsyncDisposable
{
    /// <summary>How many linked documents are told of one.</summary>
    public const int MaximumRelated = 200;

    /// <summary>Of the rows: a higher one has all files read again.</summary>
    private const string Form = "1";

    private const int MaximumMarkdownBytes = 8 * 1024 * 1024;
    private const int MaximumNameLength = 1024;
    private const int MaximumProperties = 64;
    private const int MaximumPropertyLength = 8 * 1024;

    private readonly KnowledgeFiles _files;
    private readonly IKnowledgeIndex _index;
    private readonly TimeProvider _time;
    private readonly LinkRules _rules;

    private KnowledgeBase(KnowledgeFiles files, IKnowledgeIndex index, TimeProvider time, LinkRules rules) =>
        (_files, _index, _time, _rules) = (files, index, time, rules);

    /// <summary>What was found when the index had to be made anew before this could open; null when it was as it should be.</summary>
    public RebuildResult? MadeAtStart { get; private set; }

    /// <summary>The mark of rows that were made by these rules.</summary>
    private string Mark => $"{Form};{_rules.Mark}";

    /// <summary>With the index in a file. When it is missing, or was made otherwise, it is made of the documents before this returns.</summary>
    /// <param name="directory">Folder of the files; created when missing.</param>
    /// <param name="databasePath">Index file; created when missing.</param>
    /// <param name="time">For the times of a row.</param>
    /// <param name="cancellationToken">Cancels opening.</param>
    /// <param name="rules">What links documents; the usual ones unless given.</param>
    /// <exception cref="KnowledgeUnavailableException">This SQLite cannot search texts.</exception>
    public static Task<KnowledgeBase> OpenAsync(
        string directory, string databasePath, TimeProvider time, CancellationToken cancellationToken, LinkRules? rules = null) =>
        Task.Run(() => OpenAsync(directory, SqliteKnowledgeIndex.Open(Path.GetFullPath(databasePath)), time, rules, cancellationToken), cancellationToken);

    /// <summary>With the index in a database that several processes share. They share the folder too.</summary>
    /// <param name="directory">Folder of the files; created when missing.</param>
    /// <param name="ledger">Whose database it is; stays open for as long as this.</param>
    /// <param name="time">For the times of a row.</param>
    /// <param name="cancellationToken">Cancels opening.</param>
    /// <param name="rules">What links documents; the usual ones unless given.</param>
    /// <exception cref="Ledger.LedgerUnavailableException">The database is away.</exception>
    public static Task<KnowledgeBase> OpenAsync(
        string directory, PostgreSqlLedger ledger, TimeProvider time, CancellationToken cancellationToken, LinkRules? rules = null) =>
        OpenAsync(directory, new PostgreSqlKnowledgeIndex(ledger.Database), time, rules, cancellationToken);

    /// <summary>For whoever only looks: creates nothing, and stores nothing.</summary>
    /// <exception cref="KnowledgeUnavailableException">There is no index, or it is not up to date.</exception>
    public static Task<KnowledgeBase> ViewAsync(string directory, string databasePath, CancellationToken cancellationToken) =>
        ViewAsync(directory, SqliteKnowledgeIndex.View(Path.GetFullPath(databasePath)), cancellationToken);

    /// <summary>The same, with the index in a database.</summary>
    /// <exception cref="KnowledgeUnavailableException">The index is not up to date.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The database is away, or has other tables.</exception>
    public static async Task<KnowledgeBase> ViewAsync(string directory, PostgreSqlOptions options, CancellationToken cancellationToken) =>
        await ViewAsync(directory, await PostgreSqlKnowledgeIndex.ViewAsync(options, cancellationToken), cancellationToken);

    /// <summary>What the system's SQLite lacks for an index in a file; null when nothing.</summary>
    public static string? MissingFromSystem()
    {
        try
        {
            using var connection = SqliteConnections.Open(SqliteDatabase.InMemory(Guid.NewGuid().ToString("N")));
            SqliteKnowledgeSchema.RequireFullText(connection);
            return null;
        }
        catch (Exception e) when (e is SqliteLibraryMissingException or KnowledgeUnavailableException)
        {
            return e.Message;
        }
    }

    /// <summary>Stores a document; the same key again changes nothing, or replaces what is different. File and row are durable when it returns.</summary>
    /// <exception cref="UnsafePathException">The path is refused.</exception>
    /// <exception cref="PathTakenException">The path belongs to another key.</exception>
    /// <exception cref="ArgumentException">Something is empty or too large.</exception>
    public Task<StoreResult> StoreAsync(KnowledgeDocument document, CancellationToken cancellationToken)
    {
        Check(document);
        var text = FrontMatterText.Complete(document);
        return Encoding.UTF8.GetByteCount(text) <= MaximumMarkdownBytes
            ? _index.WriteAsync(rows => StoreAsync(rows, document, text), cancellationToken)
            : throw new ArgumentException($"A document has at most {MaximumMarkdownBytes} bytes.", nameof(document));
    }

    public Task<StoredDocument?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        _index.ReadAsync(rows => rows.FindByKeyAsync(key, cancellationToken), cancellationToken);

    public Task<StoredDocument?> FindByPathAsync(string path, CancellationToken cancellationToken) =>
        _index.ReadAsync(rows => rows.FindByPathAsync(path, cancellationToken), cancellationToken);

    /// <summary>The Markdown of a document, or null when there is none.</summary>
    public async Task<string?> ReadAsync(string path, CancellationToken cancellationToken) =>
        await FindByPathAsync(path, cancellationToken) is { } document ? await _files.ReadAsync(document.Path, cancellationToken) : null;

    public Task<IReadOnlyList<StoredDocument>> ListAsync(KnowledgeFilter filter, CancellationToken cancellationToken) =>
        _index.ReadAsync(rows => rows.ListAsync(filter, cancellationToken), cancellationToken);

    public Task<long> CountAsync(KnowledgeFilter filter, CancellationToken cancellationToken) =>
        _index.ReadAsync(rows => rows.CountAsync(filter, cancellationToken), cancellationToken);

    /// <summary>The documents that have all words of a query, the best first; none when it has no word.</summary>
    public async Task<IReadOnlyList<KnowledgeHit>> SearchAsync(KnowledgeQuery query, CancellationToken cancellationToken)
    {
        var terms = SearchTerm.Parse(query.Text);
        if (terms.Count == 0)
        {
            return [];
        }

        List<KnowledgeHit> hits = [];
        foreach (var document in await _index.ReadAsync(rows => rows.SearchAsync(terms, query, cancellationToken), cancellationToken))
        {
            var text = RelatedSection.Remove(await _files.ReadAsync(document.Path, cancellationToken) ?? "");
            hits.Add(new(document, Snippet.Of(FrontMatterText.Read(text).Body, terms)));
        }

        return hits;
    }

    /// <summary>What a document mentions and what mentions it, the newest first.</summary>
    public Task<IReadOnlyList<RelatedDocument>> RelatedAsync(string key, CancellationToken cancellationToken) =>
        _index.ReadAsync(rows => rows.RelatedAsync(key, cancellationToken), cancellationToken);

    /// <summary>Makes the index anew of the files as they are, those that were changed, added or removed by hand too. Others may store meanwhile.</summary>
    public Task<RebuildResult> RebuildAsync(CancellationToken cancellationToken) => new KnowledgeRebuild(_files, _index, _time, _rules).RunAsync(Mark, cancellationToken);

    public ValueTask DisposeAsync() => _index.DisposeAsync();

    private static async Task<KnowledgeBase> OpenAsync(string directory, IKnowledgeIndex index, TimeProvider time, LinkRules? rules, CancellationToken cancellationToken)
    {
        try
        {
            var files = new KnowledgeFiles(directory);
            files.Create();
            var knowledge = new KnowledgeBase(files, index, time, rules ?? new());
            var mark = await index.WriteAsync(
                rows =>
                {
                    files.Clean();
                    return rows.MarkAsync(CancellationToken.None);
                },
                cancellationToken);
            if (mark != knowledge.Mark)
            {
                knowledge.MadeAtStart = await knowledge.RebuildAsync(cancellationToken);
            }

            return knowledge;
        }
        catch
        {
            await index.DisposeAsync();
            throw;
        }
    }

    private static async Task<KnowledgeBase> ViewAsync(string directory, IKnowledgeIndex index, CancellationToken cancellationToken)
    {
        try
        {
            var mark = await index.ReadAsync(rows => rows.MarkAsync(cancellationToken), cancellationToken);
            return mark?.Split(';')[0] == Form
                ? new(new KnowledgeFiles(directory), index, TimeProvider.System, new())
                : throw new KnowledgeUnavailableException("The index of the knowledge base is not complete. \"webhooks kb rebuild\" makes it of the documents.");
        }
        catch
        {
            await index.DisposeAsync();
            throw;
        }
    }

    private async Task<StoreResult> StoreAsync(IKnowledgeRows rows, KnowledgeDocument document, string text)
    {
        // Begun is finished: a file and its row must not part because somebody stops waiting.
        var uncancelled = CancellationToken.None;
        if (await rows.FindByPathAsync(document.Path, uncancelled) is { } other && !string.Equals(other.Key, document.Key, StringComparison.Ordinal))
        {
            throw new PathTakenException(document.Path);
        }

        var existing = await rows.FindByKeyAsync(document.Key, uncancelled);
        var indexed = IndexedDocument.Of(document.Key, document.Path, text, existing, _time.GetUtcNow(), _rules);
        var isKnown = existing is not null && SaysTheSame(existing, indexed.Document);
        var before = await rows.RelatedAsync(document.Key, uncancelled);
        if (!isKnown)
        {
            await rows.PutAsync(indexed, uncancelled);
        }

        // Not only the row is asked: a file that was removed or changed by hand is put right.
        var after = isKnown ? before : await rows.RelatedAsync(document.Key, uncancelled);
        var isWritten = await _files.ReplaceAsync(document.Path, RelatedSection.Append(text, document.Path, after), uncancelled);
        if (existing is not null && isKnown && !isWritten)
        {
            return new(existing, StoreChange.Unchanged);
        }

        if (existing is not null && !string.Equals(existing.Path, document.Path, StringComparison.OrdinalIgnoreCase))
        {
            _files.Delete(existing.Path);
        }

        await new RelatedFiles(_files, rows).RefreshAsync(existing, indexed.Document, before, after);
        return new(indexed.Document, existing is null ? StoreChange.Created : StoreChange.Updated);
    }

    private static bool SaysTheSame(StoredDocument one, StoredDocument other) =>
        one with { Properties = other.Properties, UpdatedAt = other.UpdatedAt } == other && one.Properties.SequenceEqual(other.Properties);

    private static void Check(KnowledgeDocument document)
    {
        KnowledgePath.Check(document.Path);
        CheckName(document.Key, nameof(document.Key));
        CheckName(document.Kind, nameof(document.Kind));
        if (document.Properties.Count > MaximumProperties
            || document.Properties.Any(property => property.Key.Length + property.Value.Length > MaximumPropertyLength))
        {
            throw new ArgumentException("A document has too many properties, or one is too long.", nameof(document));
        }
    }

    private static void CheckName(string value, string name)
    {
        if (value.Length is 0 or > MaximumNameLength)
        {
            throw new ArgumentException($"{name} has 1 to {MaximumNameLength} characters.", name);
        }
    }
}

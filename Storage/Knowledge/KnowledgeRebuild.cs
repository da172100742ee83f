using Webhooks.Storage.Knowledge.Links;

namespace Webhooks.Storage.Knowledge;

/// <summary>
/// Makes all rows anew of the files, a few at a time, so that nobody waits long. Each step can be done again, so it does no harm when somebody stores
/// meanwhile or when two do it at once.
/// </summary>
internal sealed class KnowledgeRebuild(KnowledgeFiles files, IKnowledgeIndex index, TimeProvider time, LinkRules rules)
{
    private const int AtOnce = 50;
    private const int MaximumKey = 1024;

    /// <summary>Of the keys of what somebody put there by hand.</summary>
    private const string NotePrefix = "note/";

    private readonly List<KeyValuePair<string, string>> _skipped = [];
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private int _added;
    private int _changed;
    private int _removed;

    public async Task<RebuildResult> RunAsync(string mark, CancellationToken cancellationToken)
    {
        foreach (var paths in files.Paths().Order(StringComparer.Ordinal).Chunk(AtOnce))
        {
            await WriteAsync(paths, IndexAsync, cancellationToken);
        }

        await RemoveAsync(cancellationToken);
        foreach (var keys in _paths.Keys.Chunk(AtOnce))
        {
            await WriteAsync(keys, (rows, key) => new RelatedFiles(files, rows).RefreshAsync(key, _paths[key]), cancellationToken);
        }

        await WriteAsync([mark], (rows, made) => rows.SetMarkAsync(made, CancellationToken.None), cancellationToken);
        return new() { Documents = _paths.Count, Added = _added, Changed = _changed, Removed = _removed, Skipped = _skipped };
    }

    private Task<int> WriteAsync(string[] items, Func<IKnowledgeRows, string, Task> write, CancellationToken cancellationToken) => index.WriteAsync(
        async rows =>
        {
            foreach (var item in items)
            {
                await write(rows, item);
            }

            return items.Length;
        },
        cancellationToken);

    private async Task IndexAsync(IKnowledgeRows rows, string path)
    {
        if (KnowledgePath.Fault(path) is { } fault)
        {
            Skip(path, fault);
            return;
        }

        if (await files.ReadAsync(path, CancellationToken.None) is not { } content)
        {
            Skip(path, "it is gone, or too large");
            return;
        }

        var text = RelatedSection.Remove(content);
        var header = FrontMatterText.Read(text);
        var atPath = await rows.FindByPathAsync(path, CancellationToken.None);
        var key = header.Key is { Length: > 0 and <= MaximumKey } own ? own : atPath?.Key ?? NotePrefix + path;
        var known = await rows.FindByKeyAsync(key, CancellationToken.None);
        if (_paths.ContainsKey(key) || (known is not null && known.Path != path && files.Exists(known.Path)))
        {
            Skip(path, $"it says that it is the document '{_paths.GetValueOrDefault(key) ?? known?.Path}'");
            return;
        }

        if (atPath is not null && atPath.Key != key)
        {
            await rows.RemoveAsync(atPath.Key, CancellationToken.None);
        }

        await PutAsync(rows, known, IndexedDocument.Of(key, path, text, known, time.GetUtcNow(), rules));
    }

    private async Task PutAsync(IKnowledgeRows rows, StoredDocument? known, IndexedDocument indexed)
    {
        var (document, text) = (indexed.Document, indexed.Text);
        var isSame = known?.Sha256 == document.Sha256;
        if (known is not null && FrontMatterText.Read(text).Key is null && !document.Key.StartsWith(NotePrefix, StringComparison.Ordinal))
        {
            // Only the row knew whose file it is.
            text = FrontMatterText.Complete(new() { Key = known.Key, Path = known.Path, Kind = known.Kind, Title = known.Title, Markdown = text });
            await files.ReplaceAsync(document.Path, text, CancellationToken.None);
        }

        var updated = isSame && known is not null ? known.UpdatedAt : document.UpdatedAt;
        await rows.PutAsync(IndexedDocument.Of(document.Key, document.Path, text, known, updated, rules), CancellationToken.None);
        _paths.Add(document.Key, document.Path);
        _added += known is null ? 1 : 0;
        _changed += known is not null && !isSame ? 1 : 0;
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var after = (string?)null;
        while (true)
        {
            var filter = new KnowledgeFilter { After = after, Limit = KnowledgeFilter.MaximumLimit };
            var page = await index.ReadAsync(rows => rows.ListAsync(filter, cancellationToken), cancellationToken);
            if (page.Count == 0)
            {
                return;
            }

            after = page[^1].Path;
            foreach (var keys in page.Where(document => !files.Exists(document.Path)).Select(document => document.Key).Chunk(AtOnce))
            {
                await WriteAsync(keys, RemoveGoneAsync, cancellationToken);
            }
        }
    }

    /// <summary>Looks again: somebody may have stored it.</summary>
    private async Task RemoveGoneAsync(IKnowledgeRows rows, string key)
    {
        if (await rows.FindByKeyAsync(key, CancellationToken.None) is { } document && !files.Exists(document.Path))
        {
            await rows.RemoveAsync(key, CancellationToken.None);
            _removed++;
        }
    }

    private void Skip(string path, string reason) => _skipped.Add(new(path, reason));
}

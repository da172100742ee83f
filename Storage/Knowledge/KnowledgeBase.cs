using System.Text;
using SystemSqlite;
using Webhooks.Storage.Durability;

namespace Webhooks.Storage.Knowledge;

/// <summary>
/// Markdown files in a folder, and an index of them. Safe for concurrent use, also by several processes. The file is written before
/// its row: after a crash between the two, storing the same document again writes the row.
/// </summary>
public sealed class KnowledgeBase : IAsyncDisposable
{
    private const int MaximumMarkdownBytes = 8 * 1024 * 1024;
    private const int MaximumNameLength = 1024;
    private const int MaximumProperties = 64;
    private const int MaximumPropertyLength = 8 * 1024;

    private readonly KnowledgeFiles _files;
    private readonly TimeProvider _time;
    private readonly KnowledgeIndex _writer;
    private readonly ReaderPool<KnowledgeIndex> _readers;
    private readonly SemaphoreSlim _writing = new(1);

    private KnowledgeBase(KnowledgeFiles files, SqliteDatabase database, KnowledgeIndex writer, TimeProvider time)
    {
        (_files, _time, _writer) = (files, time, writer);
        _readers = new(() => KnowledgeIndex.OpenReader(database));
    }

    /// <param name="directory">Folder of the files; created when missing.</param>
    /// <param name="databasePath">Index file; created when missing.</param>
    /// <param name="time">For the times of a row.</param>
    /// <param name="cancellationToken">Cancels opening.</param>
    public static Task<KnowledgeBase> OpenAsync(string directory, string databasePath, TimeProvider time, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                var path = Path.GetFullPath(databasePath);
                Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
                var files = new KnowledgeFiles(directory);
                var database = SqliteDatabase.File(path);
                var writer = KnowledgeIndex.OpenWriter(database);
                try
                {
                    using var alone = writer.Lock();
                    files.Clean();
                    return new KnowledgeBase(files, database, writer, time);
                }
                catch
                {
                    writer.Dispose();
                    throw;
                }
            },
            cancellationToken);

    /// <summary>Stores a document; the same key again changes nothing, or replaces what is different. File and row are durable when it returns.</summary>
    /// <exception cref="UnsafePathException">The path is refused.</exception>
    /// <exception cref="PathTakenException">The path belongs to another key.</exception>
    /// <exception cref="ArgumentException">Something is empty or too large.</exception>
    public async Task<StoreResult> StoreAsync(KnowledgeDocument document, CancellationToken cancellationToken)
    {
        Check(document);
        var content = Encoding.UTF8.GetBytes(document.Markdown);
        if (content.Length > MaximumMarkdownBytes)
        {
            throw new ArgumentException($"A document has at most {MaximumMarkdownBytes} bytes.", nameof(document));
        }

        await _writing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Store(document, content), CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task<StoredDocument?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        _readers.ReadAsync(index => index.FindByKey(key), cancellationToken);

    public Task<StoredDocument?> FindByPathAsync(string path, CancellationToken cancellationToken) =>
        _readers.ReadAsync(index => index.FindByPath(path), cancellationToken);

    /// <summary>The Markdown of a document, or null when there is none.</summary>
    public async Task<string?> ReadAsync(string path, CancellationToken cancellationToken) =>
        await FindByPathAsync(path, cancellationToken) is { } document ? await _files.ReadAsync(document.Path, cancellationToken) : null;

    public Task<IReadOnlyList<StoredDocument>> ListAsync(KnowledgeFilter filter, CancellationToken cancellationToken) =>
        _readers.ReadAsync<IReadOnlyList<StoredDocument>>(index => index.List(filter), cancellationToken);

    public Task<long> CountAsync(KnowledgeFilter filter, CancellationToken cancellationToken) =>
        _readers.ReadAsync(index => index.Count(filter), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        _readers.Dispose();
        _writer.Dispose();
        _writing.Dispose();
    }

    private StoreResult Store(KnowledgeDocument document, byte[] content)
    {
        using var transaction = _writer.Lock();
        if (_writer.FindByPath(document.Path) is { } other && !string.Equals(other.Key, document.Key, StringComparison.Ordinal))
        {
            throw new PathTakenException(document.Path);
        }

        var existing = _writer.FindByKey(document.Key);
        var now = _time.GetUtcNow();
        var stored = new StoredDocument
        {
            Key = document.Key,
            Path = document.Path,
            Kind = document.Kind,
            Title = document.Title.Length <= MaximumNameLength ? document.Title : document.Title[..MaximumNameLength],
            Properties = Sorted(document.Properties),
            Sha256 = KnowledgeFiles.Hash(content),
            Length = content.Length,
            CreatedAt = existing?.CreatedAt ?? now,
            UpdatedAt = now,
        };

        // Not only the row is asked: a file that was removed or changed by hand is put right.
        var fileIsRight = _files.Has(stored.Path, stored.Length, stored.Sha256);
        if (existing is not null && fileIsRight && SaysTheSame(existing, stored))
        {
            return new(existing, StoreChange.Unchanged);
        }

        if (!fileIsRight)
        {
            _files.Write(stored.Path, content);
        }

        _writer.Upsert(stored);
        transaction.Commit();
        if (existing is not null && !string.Equals(existing.Path, stored.Path, StringComparison.OrdinalIgnoreCase))
        {
            _files.Delete(existing.Path);
        }

        return new(stored, existing is null ? StoreChange.Created : StoreChange.Updated);
    }

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> properties)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in properties)
        {
            sorted.Add(name, value);
        }

        return sorted;
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

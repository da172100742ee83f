namespace Webhooks.Storage.Knowledge;

/// <summary>Markdown files in a folder, and an index of them. Safe for concurrent use, also by several processes.</summary>
public sealed class KnowledgeBase : IAsyncDisposable
{
    private KnowledgeBase()
    {
    }

    /// <param name="directory">Folder of the files; created when missing.</param>
    /// <param name="databasePath">Index file; created when missing.</param>
    /// <param name="time">For the times of a row.</param>
    /// <param name="cancellationToken">Cancels opening.</param>
    public static Task<KnowledgeBase> OpenAsync(string directory, string databasePath, TimeProvider time, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Stores a document; the same key again changes nothing, or replaces what is different. File and row are durable when it returns.</summary>
    /// <exception cref="UnsafePathException">The path is refused.</exception>
    /// <exception cref="PathTakenException">The path belongs to another key.</exception>
    public Task<StoreResult> StoreAsync(KnowledgeDocument document, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<StoredDocument?> FindByKeyAsync(string key, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<StoredDocument?> FindByPathAsync(string path, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The Markdown of a document, or null when there is none.</summary>
    public Task<string?> ReadAsync(string path, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IReadOnlyList<StoredDocument>> ListAsync(KnowledgeFilter filter, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<long> CountAsync(KnowledgeFilter filter, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

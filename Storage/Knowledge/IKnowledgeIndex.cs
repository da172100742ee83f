namespace Webhooks.Storage.Knowledge;

/// <summary>What is known of all documents without opening them: in a SQLite file beside them, or in the PostgreSQL that several processes share.</summary>
internal interface IKnowledgeIndex : IAsyncDisposable
{
    Task<T> ReadAsync<T>(Func<IKnowledgeRows, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>Keeps all other writers out, those of other processes too. What was written is durable when it returns, or not there when it throws.</summary>
    Task<T> WriteAsync<T>(Func<IKnowledgeRows, Task<T>> write, CancellationToken cancellationToken);
}

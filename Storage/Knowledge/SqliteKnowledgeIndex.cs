using Microsoft.Data.Sqlite;
using SystemSqlite;
using Webhooks.Storage.Durability;

namespace Webhooks.Storage.Knowledge;

/// <summary>The index as a file. Several processes may have it open.</summary>
internal sealed class SqliteKnowledgeIndex : IKnowledgeIndex
{
    private readonly SqliteConnection? _writer;
    private readonly ReaderPool<SqliteKnowledgeRows> _readers;
    private readonly SemaphoreSlim _writing = new(1);

    private SqliteKnowledgeIndex(SqliteDatabase database, SqliteConnection? writer)
    {
        _writer = writer;
        _readers = new(() => new(SqliteConnections.Open(database, SqliteSynchronous.Normal, readOnly: true)));
    }

    /// <summary>Creates or upgrades the file.</summary>
    /// <exception cref="KnowledgeUnavailableException">This SQLite cannot search texts.</exception>
    public static SqliteKnowledgeIndex Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
        var database = SqliteDatabase.File(path);
        var connection = SqliteConnections.Open(database);
        try
        {
            SqliteKnowledgeSchema.RequireFullText(connection);
            connection.Upgrade(SqliteKnowledgeSchema.Steps);
            return new(database, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>For whoever only looks: creates nothing.</summary>
    /// <exception cref="KnowledgeUnavailableException">There is no such index, or one of another version.</exception>
    public static SqliteKnowledgeIndex View(string path)
    {
        if (!File.Exists(path))
        {
            throw new KnowledgeUnavailableException($"There is no index '{path}'. \"webhooks kb rebuild\" makes one of the documents.");
        }

        try
        {
            using var connection = SqliteConnections.Open(SqliteDatabase.File(path), readOnly: true);
            SqliteKnowledgeSchema.RequireFullText(connection);
            var version = connection.SchemaVersion();
            return version == SqliteKnowledgeSchema.Steps.Length
                ? new(SqliteDatabase.File(path), writer: null)
                : throw new KnowledgeUnavailableException(
                    $"The index '{path}' has schema version {version}, this program reads {SqliteKnowledgeSchema.Steps.Length}. \"webhooks kb rebuild\" brings it up to date.");
        }
        catch (SqliteException e)
        {
            throw new KnowledgeUnavailableException($"The index '{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The rows answer at once, so a connection goes back to the others only when its work is done.</summary>
    public async Task<T> ReadAsync<T>(Func<IKnowledgeRows, Task<T>> read, CancellationToken cancellationToken) =>
        await await _readers.ReadAsync(rows => read(rows), cancellationToken);

    public async Task<T> WriteAsync<T>(Func<IKnowledgeRows, Task<T>> write, CancellationToken cancellationToken)
    {
        var connection = _writer ?? throw new InvalidOperationException("This index was opened to look at it.");
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(
                async () =>
                {
                    await using var transaction = connection.BeginTransaction(deferred: false);
                    var result = await write(new SqliteKnowledgeRows(connection));
                    await transaction.CommitAsync(CancellationToken.None);
                    return result;
                },
                CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        _readers.Dispose();
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        _writing.Dispose();
    }
}

using Npgsql;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Storage.PostgreSql;

/// <summary>The index of the knowledge base in the database that several workers share; the documents are in a folder that they share.</summary>
internal sealed class PostgreSqlKnowledgeIndex(PostgreSqlDatabase database, bool isOurs = false) : IKnowledgeIndex
{
    /// <summary>For whoever only looks: creates nothing.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The database is away, or has other tables.</exception>
    public static async Task<PostgreSqlKnowledgeIndex> ViewAsync(PostgreSqlOptions options, CancellationToken cancellationToken)
    {
        var database = PostgreSqlDatabase.Of(options);
        try
        {
            await PostgreSqlSchema.CheckAsync(database, cancellationToken);
            return new(database, isOurs: true);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public Task<T> ReadAsync<T>(Func<IKnowledgeRows, Task<T>> read, CancellationToken cancellationToken) => database.RunAsync(async source =>
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await read(new PostgreSqlKnowledgeRows(connection));
    });

    public Task<T> WriteAsync<T>(Func<IKnowledgeRows, Task<T>> write, CancellationToken cancellationToken) => database.RunAsync(async source =>
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var alone = PostgreSqlDatabase.Bind(new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection), PostgreSqlSchema.KnowledgeLock);
        await alone.ExecuteNonQueryAsync(cancellationToken);
        var result = await write(new PostgreSqlKnowledgeRows(connection));
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    });

    /// <summary>Otherwise the connections are the ledger's.</summary>
    public ValueTask DisposeAsync() => isOurs ? database.DisposeAsync() : ValueTask.CompletedTask;
}

using Npgsql;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.PostgreSql;

/// <summary>Pooled connections, and the one place where failures of the database become <see cref="LedgerUnavailableException"/>.</summary>
internal sealed class PostgreSqlDatabase(NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>A sender waits for the answer: a database that hangs must become a 503 before it gives up.</summary>
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 10;

    public NpgsqlDataSource Source => source;

    public static PostgreSqlDatabase Of(PostgreSqlOptions options)
    {
        var builder = PostgreSqlOptions.Parse(options.ConnectionString) ?? throw new ArgumentException("It is not a connection string.", nameof(options));
        SetUnlessGiven(builder, "Timeout", ConnectSeconds);
        SetUnlessGiven(builder, "Command Timeout", CommandSeconds);
        SetUnlessGiven(builder, "Keepalive", ConnectSeconds);
        SetUnlessGiven(builder, "Application Name", "webhooks");
        return new(NpgsqlDataSource.Create(builder));
    }

    public static NpgsqlCommand Bind(NpgsqlCommand command, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    /// <exception cref="LedgerUnavailableException">The database is away, or did not answer in time.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlDataSource, Task<T>> work)
    {
        try
        {
            return await work(source);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or ObjectDisposedException)
        {
            throw new LedgerUnavailableException($"PostgreSQL cannot be used: {Reason(e)}", e);
        }
    }

    /// <exception cref="LedgerUnavailableException">The database is away, or did not answer in time.</exception>
    public Task<List<T>> QueryAsync<T>(string sql, object?[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) => RunAsync(async database =>
    {
        await using var command = Bind(database.CreateCommand(sql), values);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        List<T> found = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(read(rows));
        }

        return found;
    });

    /// <returns>How many rows it changed.</returns>
    /// <exception cref="LedgerUnavailableException">The database is away, or did not answer in time; it may have been done.</exception>
    public Task<int> ExecuteAsync(string sql, object?[] values, CancellationToken cancellationToken) => RunAsync(async database =>
    {
        await using var command = Bind(database.CreateCommand(sql), values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    });

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>The server's detail may quote a row; the message does not.</summary>
    public static string Reason(Exception e) => e is PostgresException refused ? $"{refused.SqlState} {refused.MessageText}" : e.Message;

    private static void SetUnlessGiven(NpgsqlConnectionStringBuilder builder, string keyword, object value)
    {
        if (!builder.ContainsKey(keyword))
        {
            builder[keyword] = value;
        }
    }
}

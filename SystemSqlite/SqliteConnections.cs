using Microsoft.Data.Sqlite;

namespace SystemSqlite;

/// <summary>Opens connections to the system's SQLite, all with the same settings.</summary>
public static class SqliteConnections
{
    /// <summary>How long a statement waits for another connection's lock, in this process or another.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Version of the system's library, such as <c>3.46.1</c>.</summary>
    /// <exception cref="SqliteLibraryMissingException">The system has none.</exception>
    public static string LibraryVersion => NativeSqlite.Version;

    /// <summary>Opens one connection; it is not pooled, and one thread at a time may use it.</summary>
    /// <param name="database">File (created when missing, unless read-only; its folder must exist) or memory.</param>
    /// <param name="synchronous">What a commit promises.</param>
    /// <param name="readOnly">Writes fail; the database must exist.</param>
    /// <param name="cacheKibibytes">Most memory this connection's page cache takes.</param>
    /// <exception cref="SqliteLibraryMissingException">The system has no SQLite.</exception>
    /// <exception cref="SqliteException">The database cannot be opened, or is not one.</exception>
    public static SqliteConnection Open(
        SqliteDatabase database,
        SqliteSynchronous synchronous = SqliteSynchronous.Full,
        bool readOnly = false,
        int cacheKibibytes = 4096)
    {
        _ = NativeSqlite.Version;
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = database.DataSource,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = (int)BusyTimeout.TotalSeconds,
        };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            Configure(connection, database, synchronous, readOnly, cacheKibibytes);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the library has a module of virtual tables, such as <c>fts5</c>: that is decided when it is built.</summary>
    public static bool HasModule(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM pragma_module_list WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return command.ExecuteScalar() is not null;
    }

    private static void Configure(
        SqliteConnection connection, SqliteDatabase database, SqliteSynchronous synchronous, bool readOnly, int cacheKibibytes)
    {
        connection.Execute($"PRAGMA busy_timeout={(int)BusyTimeout.TotalMilliseconds}");
        if (!readOnly && !database.IsInMemory)
        {
            connection.Execute("PRAGMA journal_mode=WAL");
        }

        // fullfsync matters on macOS only, where a plain fsync leaves the data in the drive's cache.
        connection.Execute(
            $"""
            PRAGMA synchronous={(synchronous == SqliteSynchronous.Full ? "FULL" : "NORMAL")};
            PRAGMA fullfsync={(synchronous == SqliteSynchronous.Full ? 1 : 0)};
            PRAGMA foreign_keys=ON;
            PRAGMA temp_store=MEMORY;
            PRAGMA cache_size=-{cacheKibibytes};
            PRAGMA journal_size_limit=67108864;
            """);
    }
}

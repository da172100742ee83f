using Microsoft.Data.Sqlite;
using SystemSqlite;

namespace Webhooks.Storage.Tests;

public sealed class SystemSqliteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SqliteSynchronous.Normal, 1)]
    [InlineData(SqliteSynchronous.Full, 2)]
    public void A_file_is_opened_with_a_write_ahead_log_and_the_durability_asked_for(SqliteSynchronous synchronous, long expected)
    {
        using var connection = SqliteConnections.Open(SqliteDatabase.File(_folder["a.db"]), synchronous);
        Assert.Equal("wal", Scalar(connection, "PRAGMA journal_mode"));
        Assert.Equal(expected, Scalar(connection, "PRAGMA synchronous"));
        Assert.Equal(1L, Scalar(connection, "PRAGMA foreign_keys"));
        Assert.Equal(10_000L, Scalar(connection, "PRAGMA busy_timeout"));
    }

    [Fact]
    public void A_read_only_connection_cannot_write_and_creates_nothing()
    {
        var database = SqliteDatabase.File(_folder["a.db"]);
        Assert.Throws<SqliteException>(() => SqliteConnections.Open(database, readOnly: true));
        Assert.False(File.Exists(_folder["a.db"]));
        using var writer = SqliteConnections.Open(database);
        writer.Execute("CREATE TABLE t (a)");
        using var reader = SqliteConnections.Open(database, readOnly: true);
        Assert.Throws<SqliteException>(() => reader.Execute("INSERT INTO t VALUES (1)"));
    }

    [Fact]
    public void Connections_to_one_name_in_memory_share_a_database_that_ends_with_the_last()
    {
        var database = SqliteDatabase.InMemory("one/two ?&");
        using (var first = SqliteConnections.Open(database))
        using (var second = SqliteConnections.Open(database))
        using (var other = SqliteConnections.Open(SqliteDatabase.InMemory("other")))
        {
            first.Execute("CREATE TABLE t (a); INSERT INTO t VALUES (5)");
            Assert.Equal(5L, Scalar(second, "SELECT a FROM t"));
            Assert.Equal(0L, Scalar(other, "SELECT count(*) FROM sqlite_master"));
        }

        using var later = SqliteConnections.Open(database);
        Assert.Equal(0L, Scalar(later, "SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task In_memory_a_writer_waits_for_another()
    {
        var database = SqliteDatabase.InMemory(nameof(In_memory_a_writer_waits_for_another));
        using var first = SqliteConnections.Open(database);
        using var second = SqliteConnections.Open(database);
        first.Execute("CREATE TABLE t (a)");
        first.Execute("BEGIN IMMEDIATE; INSERT INTO t VALUES (1)");
        var waiting = Task.Run(() => second.Execute("INSERT INTO t VALUES (2)"));
        Assert.False(waiting.IsCompleted);
        first.Execute("COMMIT");
        await waiting;
        Assert.Equal(2L, Scalar(first, "SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_schema_step_runs_once_and_later_steps_follow()
    {
        var database = SqliteDatabase.File(_folder["a.db"]);
        using var connection = SqliteConnections.Open(database);
        connection.Upgrade(["CREATE TABLE t (a)"]);
        connection.Upgrade(["CREATE TABLE t (a)"]);
        connection.Upgrade(["CREATE TABLE t (a)", "ALTER TABLE t ADD COLUMN b"]);
        connection.Execute("INSERT INTO t (a, b) VALUES (1, 2)");
        Assert.Throws<InvalidOperationException>(() => connection.Upgrade(["CREATE TABLE t (a)"]));
    }

    [Fact]
    public void A_failing_step_leaves_nothing_of_its_upgrade()
    {
        using var connection = SqliteConnections.Open(SqliteDatabase.File(_folder["a.db"]));
        Assert.Throws<SqliteException>(() => connection.Upgrade(["CREATE TABLE t (a)", "nonsense"]));
        Assert.Equal(0L, Scalar(connection, "SELECT count(*) FROM sqlite_master"));
        connection.Upgrade(["CREATE TABLE t (a)"]);
    }

    [Fact]
    public void A_missing_library_is_named_with_what_to_install()
    {
        var message = new SqliteLibraryMissingException(["libsqlite3.so.0"]).Message;
        Assert.Contains("libsqlite3.so.0", message, StringComparison.Ordinal);
        Assert.Contains("apt-get install libsqlite3-0", message, StringComparison.Ordinal);
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Fixed text of a test.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}

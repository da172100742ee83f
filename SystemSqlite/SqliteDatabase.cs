namespace SystemSqlite;

/// <summary>Where a database lives: a file, or this process's memory.</summary>
public sealed record SqliteDatabase
{
    private SqliteDatabase(string dataSource, bool inMemory) => (DataSource, IsInMemory) = (dataSource, inMemory);

    public string DataSource { get; }

    public bool IsInMemory { get; }

    public static SqliteDatabase File(string path) => new(Path.GetFullPath(path), inMemory: false);

    /// <summary>
    /// Connections that name the same <paramref name="name"/> see one database, gone when the last of them closes.
    /// There is no write-ahead log in memory: a reader waits for the writer's transaction and the other way round.
    /// </summary>
    public static SqliteDatabase InMemory(string name) =>
        new($"file:/{Uri.EscapeDataString(name)}?vfs=memdb", inMemory: true);

    public override string ToString() => DataSource;
}

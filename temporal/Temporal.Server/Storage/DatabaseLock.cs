using SystemSqlite;

namespace Temporal.Server.Storage;

/// <summary>Keeps a database file to one server. The operating system lets go of it when the process ends, however it ends.</summary>
internal static class DatabaseLock
{
    /// <returns>What holds the lock until it is disposed; null for a database in memory, which nobody else can open.</returns>
    /// <exception cref="DatabaseInUseException">Somebody else has it.</exception>
    public static IDisposable? Take(SqliteDatabase database)
    {
        if (database.IsInMemory)
        {
            return null;
        }

        try
        {
            return new FileStream(database.DataSource + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new DatabaseInUseException(database.DataSource, e);
        }
    }
}

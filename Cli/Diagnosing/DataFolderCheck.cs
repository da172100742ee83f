using SystemSqlite;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Cli.Diagnosing;

/// <summary>The data folder, and how long its disk will do.</summary>
internal static class DataFolderCheck
{
    private const string FolderName = "data folder";
    private const string DiskName = "disk";
    private const long Mebibyte = 1024 * 1024;
    private const long TooLittle = 512 * Mebibyte;
    private const int FewDays = 14;
    private const int TooFewDays = 2;

    public static Finding Sqlite()
    {
        const string name = "SQLite";
        return KnowledgeBase.MissingFromSystem() is { } missing
            ? Finding.Fail(name, missing, "Install it (Debian: libsqlite3-0).")
            : Finding.Ok(name, $"version {SqliteConnections.LibraryVersion} of the system, with full-text search");
    }

    public static IEnumerable<Finding> Run(string path, string journalFolder, DateTimeOffset now)
    {
        if (!Directory.Exists(path))
        {
            return [Finding.Fail(FolderName, $"'{path}' is not there.", "Start the gateway once, or say --data.")];
        }

        try
        {
            var probe = Path.Combine(path, $".doctor-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return [Finding.Ok(FolderName, $"'{path}' can be written"), Disk(new DriveInfo(path).AvailableFreeSpace, LastDay(journalFolder, now))];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Finding.Fail(FolderName, $"'{path}' cannot be written: {e.Message}", "Let the gateway's user own it, and make room on its disk.")];
        }
    }

    public static Finding Disk(long free, long growth)
    {
        var days = growth > 0 ? free / growth : long.MaxValue;
        var detail = $"{free / Mebibyte} MiB free, the journal grew by {growth / Mebibyte} MiB in the last day{(growth > 0 ? $": enough for {days} days" : "")}";
        return free < TooLittle || days < TooFewDays
                ? Finding.Fail(DiskName, detail, "Make room, or set Webhooks:Journal:MaximumBytes: a full disk makes the gateway answer 503.")
            : days < FewDays ? Finding.Warn(DiskName, detail, "Make room, or keep less: Webhooks:Journal:Retention, :MaximumBytes.")
            : Finding.Ok(DiskName, detail);
    }

    /// <summary>Segments that were written to in the last day; those that are begun with room to spare count whole.</summary>
    private static long LastDay(string journalFolder, DateTimeOffset now) => !Directory.Exists(journalFolder)
        ? 0
        : new DirectoryInfo(journalFolder).EnumerateFiles("*.segment").Where(file => file.LastWriteTimeUtc > now.UtcDateTime.AddDays(-1)).Sum(file => file.Length);
}

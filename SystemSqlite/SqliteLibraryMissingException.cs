namespace SystemSqlite;

/// <summary>The operating system has no SQLite library; the message says what to install.</summary>
public sealed class SqliteLibraryMissingException(IReadOnlyCollection<string> tried)
    : Exception(
        $"SQLite was not found on this system (tried {string.Join(", ", tried)}). "
        + "Install it: Debian and Ubuntu 'apt-get install libsqlite3-0', Alpine 'apk add sqlite-libs', Fedora 'dnf install sqlite-libs'; "
        + "macOS and Windows 10 or later bring it along.");

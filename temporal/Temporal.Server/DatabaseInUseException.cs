namespace Temporal.Server;

/// <summary>The database file belongs to another running server: two writers would each believe to be the only one.</summary>
public sealed class DatabaseInUseException(string path, Exception? inner = null)
    : Exception($"The database {path} is in use by another server. Stop that one, or name another file.", inner);

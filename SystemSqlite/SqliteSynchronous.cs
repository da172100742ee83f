namespace SystemSqlite;

/// <summary>What a returned commit promises.</summary>
public enum SqliteSynchronous
{
    /// <summary>Survives a crash of the process; after a power cut the last commits may be gone, the file is consistent.</summary>
    Normal,

    /// <summary>Survives a power cut.</summary>
    Full,
}

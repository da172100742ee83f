using System.Text.Json;
using Microsoft.Data.Sqlite;
using SystemSqlite;
using Webhooks.Storage.Sql;

namespace Webhooks.Storage.Knowledge;

/// <summary>The rows about the documents, on one connection.</summary>
internal sealed class KnowledgeIndex : IDisposable
{
    private const string Columns = "SELECT key, path, kind, title, properties, sha256, length, created_at, updated_at FROM documents";

    // Paths differ by more than case, because not every file system tells case apart.
    private static readonly string[] Schema =
    [
        """
        CREATE TABLE documents (
            key TEXT PRIMARY KEY,
            path TEXT NOT NULL COLLATE NOCASE UNIQUE,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            properties TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            length INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        );
        CREATE INDEX documents_by_kind ON documents (kind, path);
        """,
    ];

    private readonly SqliteConnection _connection;

    private KnowledgeIndex(SqliteConnection connection) => _connection = connection;

    public static KnowledgeIndex OpenWriter(SqliteDatabase database)
    {
        var connection = SqliteConnections.Open(database);
        try
        {
            connection.Upgrade(Schema);
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static KnowledgeIndex OpenReader(SqliteDatabase database) => new(SqliteConnections.Open(database, SqliteSynchronous.Normal, readOnly: true));

    /// <summary>Keeps other writers out, of this process and of others, until it is committed or disposed of.</summary>
    public SqliteTransaction Lock() => _connection.BeginTransaction(deferred: false);

    public StoredDocument? FindByKey(string key) => Find($"{Columns} WHERE key = $0", key);

    public StoredDocument? FindByPath(string path) => Find($"{Columns} WHERE path = $0", path);

    public void Upsert(StoredDocument document)
    {
        using var statement = new Statement(_connection, 9, """
            INSERT INTO documents (key, path, kind, title, properties, sha256, length, created_at, updated_at)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (key) DO UPDATE SET path = excluded.path, kind = excluded.kind, title = excluded.title,
                properties = excluded.properties, sha256 = excluded.sha256, length = excluded.length, updated_at = excluded.updated_at
            """);
        statement.Execute(
            document.Key, document.Path, document.Kind, document.Title, JsonSerializer.Serialize(document.Properties), document.Sha256,
            document.Length, document.CreatedAt.UtcTicks, document.UpdatedAt.UtcTicks);
    }

    public List<StoredDocument> List(KnowledgeFilter filter)
    {
        var (conditions, values) = Conditions(filter);
        using var statement = new Statement(
            _connection, values.Length, $"{Columns}{conditions} ORDER BY path LIMIT {Math.Clamp(filter.Limit, 1, KnowledgeFilter.MaximumLimit)}");
        using var rows = statement.Query(values);
        List<StoredDocument> documents = [];
        while (rows.Read())
        {
            documents.Add(Document(rows));
        }

        return documents;
    }

    public long Count(KnowledgeFilter filter)
    {
        var (conditions, values) = Conditions(filter);
        using var statement = new Statement(_connection, values.Length, $"SELECT count(*) FROM documents{conditions}");
        return statement.Number(values);
    }

    public void Dispose() => _connection.Dispose();

    private static (string Sql, object?[] Values) Conditions(KnowledgeFilter filter)
    {
        List<string> conditions = ["1 = 1"];
        List<object?> values = [];
        Add("kind =", filter.Kind);
        Add("path >", filter.After);

        // All that begins with the folder and a slash, as a range that the index serves: '0' is the character after '/'.
        Add("path >", filter.Folder is { } folder ? folder.TrimEnd('/') + "/" : null);
        Add("path <", filter.Folder is { } below ? below.TrimEnd('/') + "0" : null);
        return ($" WHERE {string.Join(" AND ", conditions)}", [.. values]);

        void Add(string condition, string? value)
        {
            if (value is not null)
            {
                conditions.Add($"{condition} ${values.Count}");
                values.Add(value);
            }
        }
    }

    private StoredDocument? Find(string sql, string value)
    {
        using var statement = new Statement(_connection, 1, sql);
        using var rows = statement.Query(value);
        return rows.Read() ? Document(rows) : null;
    }

    private static StoredDocument Document(SqliteDataReader row) => new()
    {
        Key = row.GetString(0),
        Path = row.GetString(1),
        Kind = row.GetString(2),
        Title = row.GetString(3),
        Properties = JsonSerializer.Deserialize<SortedDictionary<string, string>>(row.GetString(4)) ?? [],
        Sha256 = row.GetString(5),
        Length = row.GetInt64(6),
        CreatedAt = new(row.GetInt64(7), TimeSpan.Zero),
        UpdatedAt = new(row.GetInt64(8), TimeSpan.Zero),
    };
}

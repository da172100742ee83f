using System.Text.Json;
using Microsoft.Data.Sqlite;
using Webhooks.Storage.Knowledge.Links;
using Webhooks.Storage.Knowledge.Search;
using Webhooks.Storage.Sql;

namespace Webhooks.Storage.Knowledge;

/// <summary>The rows on one connection of the index file. SQLite answers at once: every task is done when it is returned.</summary>
internal sealed class SqliteKnowledgeRows(SqliteConnection connection) : IKnowledgeRows, IDisposable
{
    private const string Columns = "d.key, d.path, d.kind, d.title, d.properties, d.sha256, d.length, d.created_at, d.updated_at, d.date";
    private const string Select = $"SELECT {Columns} FROM documents d";

    public Task<StoredDocument?> FindByKeyAsync(string key, CancellationToken cancellationToken) => FindAsync("d.key = $0", key);

    public Task<StoredDocument?> FindByPathAsync(string path, CancellationToken cancellationToken) => FindAsync("d.path = $0", path);

    public Task<IReadOnlyList<StoredDocument>> ListAsync(KnowledgeFilter filter, CancellationToken cancellationToken)
    {
        var (conditions, values) = Conditions(filter);
        return QueryAsync($"{Select}{conditions} ORDER BY d.path LIMIT {Math.Clamp(filter.Limit, 1, KnowledgeFilter.MaximumLimit)}", Document, values);
    }

    public Task<long> CountAsync(KnowledgeFilter filter, CancellationToken cancellationToken)
    {
        var (conditions, values) = Conditions(filter);
        using var statement = new Statement(connection, values.Length, $"SELECT count(*) FROM documents d{conditions}");
        return Task.FromResult(statement.Number(values));
    }

    public Task<IReadOnlyList<StoredDocument>> SearchAsync(IReadOnlyList<SearchTerm> terms, KnowledgeQuery query, CancellationToken cancellationToken) => QueryAsync(
        $"""
        SELECT {Columns} FROM document_words w JOIN documents d ON d.number = w.rowid
        WHERE document_words MATCH $0 AND ($1 IS NULL OR d.kind = $1) AND ($2 IS NULL OR d.repository = $2)
            AND ($3 IS NULL OR d.date >= $3) AND ($4 IS NULL OR d.date < $4)
        ORDER BY bm25(document_words, 10.0, 4.0, 1.0), d.date DESC, d.path LIMIT {Math.Clamp(query.Limit, 1, KnowledgeQuery.MaximumLimit)}
        """,
        Document,
        // Words are letters and digits alone, so nothing in them ends the quotes.
        string.Join(" AND ", terms.Select(term => $"\"{string.Join(' ', term.Words)}\"{(term.IsPrefix ? " *" : "")}")),
        query.Kind,
        query.Repository?.ToLowerInvariant(),
        query.From?.UtcTicks,
        query.To?.UtcTicks);

    public Task<IReadOnlyList<RelatedDocument>> RelatedAsync(string key, CancellationToken cancellationToken) => QueryAsync(
        $"""
        SELECT d.key, d.path, d.kind, d.title, d.date, min(linked.name) FROM (
            SELECT n.document, l.name FROM document_links l JOIN document_names n ON n.slot = l.slot AND substr(n.name, 1, length(l.name)) = l.name
            WHERE l.document = (SELECT number FROM documents WHERE key = $0)
            UNION ALL
            SELECT l.document, l.name FROM document_names n JOIN document_links l ON l.slot = n.slot AND substr(n.name, 1, length(l.name)) = l.name
            WHERE n.document = (SELECT number FROM documents WHERE key = $0)
        ) linked JOIN documents d ON d.number = linked.document
        WHERE d.key <> $0 GROUP BY d.number ORDER BY d.date DESC, d.path LIMIT {KnowledgeBase.MaximumRelated}
        """,
        row => new RelatedDocument
        {
            Key = row.GetString(0),
            Path = row.GetString(1),
            Kind = row.GetString(2),
            Title = row.GetString(3),
            Date = new(row.GetInt64(4), TimeSpan.Zero),
            Via = LinkName.Reading(row.GetString(5)),
        },
        key);

    public Task PutAsync(IndexedDocument document, CancellationToken cancellationToken)
    {
        var stored = document.Document;
        using var put = new Statement(connection, 11, """
            INSERT INTO documents (key, path, kind, title, properties, sha256, length, created_at, updated_at, date, repository)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (key) DO UPDATE SET path = excluded.path, kind = excluded.kind, title = excluded.title, properties = excluded.properties,
                sha256 = excluded.sha256, length = excluded.length, updated_at = excluded.updated_at, date = excluded.date, repository = excluded.repository
            RETURNING number
            """);
        var number = put.Number(
            stored.Key, stored.Path, stored.Kind, stored.Title, JsonSerializer.Serialize(stored.Properties), stored.Sha256, stored.Length,
            stored.CreatedAt.UtcTicks, stored.UpdatedAt.UtcTicks, stored.Date.UtcTicks, stored.Properties.GetValueOrDefault("repository")?.ToLowerInvariant());
        Forget(number);
        using var words = new Statement(connection, 4, "INSERT INTO document_words (rowid, title, facts, body) VALUES ($0, $1, $2, $3)");
        words.Execute(number, Spaced(document.TitleWords), Spaced(document.FactWords), Spaced(document.BodyWords));
        Add("document_names", number, document.Links.Names);
        Add("document_links", number, document.Links.Mentions);
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        using var find = new Statement(connection, 1, "SELECT number FROM documents WHERE key = $0");
        var number = find.Number(key);
        Forget(number);
        using var remove = new Statement(connection, 1, "DELETE FROM documents WHERE number = $0");
        remove.Execute(number);
        return Task.CompletedTask;
    }

    public async Task<string?> MarkAsync(CancellationToken cancellationToken) =>
        await QueryAsync("SELECT mark FROM made", row => row.GetString(0)) is [var mark] ? mark : null;

    public Task SetMarkAsync(string mark, CancellationToken cancellationToken)
    {
        using var clear = new Statement(connection, 0, "DELETE FROM made");
        clear.Execute();
        using var set = new Statement(connection, 1, "INSERT INTO made (mark) VALUES ($0)");
        set.Execute(mark);
        return Task.CompletedTask;
    }

    public void Dispose() => connection.Dispose();

    private static (string Sql, object?[] Values) Conditions(KnowledgeFilter filter)
    {
        List<string> conditions = ["1 = 1"];
        List<object?> values = [];
        Add("d.kind =", filter.Kind);
        Add("d.path >", filter.After);

        // All that begins with the folder and a slash, as a range that the index serves: '0' is the character after '/'.
        Add("d.path >", filter.Folder is { } folder ? folder.TrimEnd('/') + "/" : null);
        Add("d.path <", filter.Folder is { } below ? below.TrimEnd('/') + "0" : null);
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

    private static string Spaced(IReadOnlyList<string> words) => string.Join(' ', words);

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
        Date = new(row.GetInt64(9), TimeSpan.Zero),
    };

    private void Forget(long number)
    {
        foreach (var sql in new[] { "DELETE FROM document_words WHERE rowid = $0", "DELETE FROM document_names WHERE document = $0", "DELETE FROM document_links WHERE document = $0" })
        {
            using var statement = new Statement(connection, 1, sql);
            statement.Execute(number);
        }
    }

    private void Add(string table, long number, IReadOnlyCollection<LinkName> names)
    {
        using var statement = new Statement(connection, 3, $"INSERT OR IGNORE INTO {table} (document, name, slot) VALUES ($0, $1, $2)");
        foreach (var name in names)
        {
            statement.Execute(number, name.Value, name.Slot);
        }
    }

    private async Task<StoredDocument?> FindAsync(string condition, string value) =>
        await QueryAsync($"{Select} WHERE {condition}", Document, value) is [var document] ? document : null;

    private Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using var statement = new Statement(connection, values.Length, sql);
        using var rows = statement.Query(values);
        List<T> found = [];
        while (rows.Read())
        {
            found.Add(read(rows));
        }

        return Task.FromResult<IReadOnlyList<T>>(found);
    }
}

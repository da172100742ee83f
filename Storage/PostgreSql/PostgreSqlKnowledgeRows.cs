using System.Text;
using System.Text.Json;
using Npgsql;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Knowledge.Links;
using Webhooks.Storage.Knowledge.Search;

namespace Webhooks.Storage.PostgreSql;

/// <summary>
/// The rows of the knowledge base on one connection. Word vectors and queries are made of the words that <see cref="SearchWords"/> found: the database's
/// own parser takes hyphens, slashes and versions apart in its own way, and a search would find other things than with files.
/// </summary>
internal sealed class PostgreSqlKnowledgeRows(NpgsqlConnection connection) : IKnowledgeRows
{
    private const string Columns = "d.key, d.path, d.kind, d.title, d.properties, d.sha256, d.length, d.created_at, d.updated_at, d.date";
    private const string Select = $"SELECT {Columns} FROM knowledge_documents d";

    /// <summary>Between title, facts and body, so that no phrase reaches from one into the other.</summary>
    private const int Gap = 10;

    public async Task<StoredDocument?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        await QueryAsync($"{Select} WHERE d.key = $1", Document, [DeliveryRows.Storable(key)], cancellationToken) is [var document] ? document : null;

    public async Task<StoredDocument?> FindByPathAsync(string path, CancellationToken cancellationToken) =>
        await QueryAsync($"{Select} WHERE lower(d.path) = lower($1)", Document, [DeliveryRows.Storable(path)], cancellationToken) is [var document] ? document : null;

    public async Task<IReadOnlyList<StoredDocument>> ListAsync(KnowledgeFilter filter, CancellationToken cancellationToken)
    {
        var (conditions, values) = Conditions(filter);
        var sql = $"{Select}{conditions} ORDER BY lower(d.path) LIMIT {Math.Clamp(filter.Limit, 1, KnowledgeFilter.MaximumLimit)}";
        return await QueryAsync(sql, Document, values, cancellationToken);
    }

    public async Task<long> CountAsync(KnowledgeFilter filter, CancellationToken cancellationToken)
    {
        var (conditions, values) = Conditions(filter);
        var counts = await QueryAsync($"SELECT count(*) FROM knowledge_documents d{conditions}", row => row.GetInt64(0), values, cancellationToken);
        return counts[0];
    }

    public async Task<IReadOnlyList<StoredDocument>> SearchAsync(IReadOnlyList<SearchTerm> terms, KnowledgeQuery query, CancellationToken cancellationToken) => await QueryAsync(
        $$"""
        {{Select}} WHERE d.words @@ $1::text::tsquery AND ($2::text IS NULL OR d.kind = $2) AND ($3::text IS NULL OR d.repository = $3)
            AND ($4::bigint IS NULL OR d.date >= $4) AND ($5::bigint IS NULL OR d.date < $5)
        ORDER BY ts_rank('{0.1, 0.1, 0.4, 1.0}', d.words, $1::text::tsquery, 1) DESC, d.date DESC, lower(d.path) LIMIT {{Math.Clamp(query.Limit, 1, KnowledgeQuery.MaximumLimit)}}
        """,
        Document,
        [
            string.Join(" & ", terms.Select(Term)),
            DeliveryRows.Storable(query.Kind),
            DeliveryRows.Storable(query.Repository?.ToLowerInvariant()),
            query.From?.UtcTicks,
            query.To?.UtcTicks,
        ],
        cancellationToken);

    public async Task<IReadOnlyList<RelatedDocument>> RelatedAsync(string key, CancellationToken cancellationToken) => await QueryAsync(
        $"""
        SELECT d.key, d.path, d.kind, d.title, d.date, min(linked.name) FROM (
            SELECT n.document, l.name FROM knowledge_links l JOIN knowledge_names n ON n.slot = l.slot AND starts_with(n.name, l.name)
            WHERE l.document = (SELECT number FROM knowledge_documents WHERE key = $1)
            UNION ALL
            SELECT l.document, l.name FROM knowledge_names n JOIN knowledge_links l ON l.slot = n.slot AND starts_with(n.name, l.name)
            WHERE n.document = (SELECT number FROM knowledge_documents WHERE key = $1)
        ) linked JOIN knowledge_documents d ON d.number = linked.document
        WHERE d.key <> $1 GROUP BY d.number ORDER BY d.date DESC, lower(d.path) LIMIT {KnowledgeBase.MaximumRelated}
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
        [DeliveryRows.Storable(key)],
        cancellationToken);

    public async Task PutAsync(IndexedDocument document, CancellationToken cancellationToken)
    {
        var stored = document.Document;
        var numbers = await QueryAsync(
            """
            INSERT INTO knowledge_documents (key, path, kind, title, properties, sha256, length, created_at, updated_at, date, repository, words)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::text::tsvector)
            ON CONFLICT (key) DO UPDATE SET path = excluded.path, kind = excluded.kind, title = excluded.title, properties = excluded.properties, sha256 = excluded.sha256,
                length = excluded.length, updated_at = excluded.updated_at, date = excluded.date, repository = excluded.repository, words = excluded.words
            RETURNING number
            """,
            row => row.GetInt64(0),
            [
                DeliveryRows.Storable(stored.Key), stored.Path, DeliveryRows.Storable(stored.Kind), DeliveryRows.Storable(stored.Title), JsonSerializer.Serialize(stored.Properties),
                stored.Sha256, stored.Length, stored.CreatedAt.UtcTicks, stored.UpdatedAt.UtcTicks, stored.Date.UtcTicks,
                DeliveryRows.Storable(stored.Properties.GetValueOrDefault("repository")?.ToLowerInvariant()), Vector(document),
            ],
            cancellationToken);
        await NameAsync("knowledge_names", numbers[0], document.Links.Names, cancellationToken);
        await NameAsync("knowledge_links", numbers[0], document.Links.Mentions, cancellationToken);
    }

    public Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM knowledge_documents WHERE key = $1", [DeliveryRows.Storable(key)], cancellationToken);

    public async Task<string?> MarkAsync(CancellationToken cancellationToken) =>
        await QueryAsync("SELECT mark FROM knowledge_made", row => row.GetString(0), [], cancellationToken) is [var mark] ? mark : null;

    public async Task SetMarkAsync(string mark, CancellationToken cancellationToken)
    {
        await ExecuteAsync("DELETE FROM knowledge_made", [], cancellationToken);
        await ExecuteAsync("INSERT INTO knowledge_made (mark) VALUES ($1)", [mark], cancellationToken);
    }

    /// <summary>Words are letters and digits alone, so nothing in them ends the quotes.</summary>
    private static string Term(SearchTerm term) =>
        $"({string.Join(" <-> ", term.Words.Select((word, i) => $"'{word}'{(term.IsPrefix && i == term.Words.Count - 1 ? ":*" : "")}"))})";

    private static string Vector(IndexedDocument document)
    {
        var vector = new StringBuilder();
        var place = 1;
        foreach (var (words, weight) in new[] { (document.TitleWords, 'A'), (document.FactWords, 'B'), (document.BodyWords, 'D') })
        {
            foreach (var word in words)
            {
                vector.Append('\'').Append(word).Append("':").Append(place++).Append(weight).Append(' ');
            }

            place += Gap;
        }

        return vector.ToString();
    }

    private static (string Sql, object?[] Values) Conditions(KnowledgeFilter filter)
    {
        List<string> conditions = ["true"];
        List<object?> values = [];
        Add("d.kind = {0}", filter.Kind);
        Add("lower(d.path) > lower({0})", filter.After);

        // All that begins with the folder and a slash, as a range that the index serves: '0' is the character after '/'.
        Add("lower(d.path) > lower({0})", filter.Folder is { } folder ? folder.TrimEnd('/') + "/" : null);
        Add("lower(d.path) < lower({0})", filter.Folder is { } below ? below.TrimEnd('/') + "0" : null);
        return ($" WHERE {string.Join(" AND ", conditions)}", [.. values]);

        void Add(string condition, string? value)
        {
            if (value is not null)
            {
                values.Add(DeliveryRows.Storable(value));
                conditions.Add(condition.Replace("{0}", $"${values.Count}", StringComparison.Ordinal));
            }
        }
    }

    private static StoredDocument Document(NpgsqlDataReader row) => new()
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

    private async Task NameAsync(string table, long number, IReadOnlyCollection<LinkName> names, CancellationToken cancellationToken)
    {
        await ExecuteAsync($"DELETE FROM {table} WHERE document = $1", [number], cancellationToken);
        await ExecuteAsync(
            $"INSERT INTO {table} (document, name, slot) SELECT $1, name, slot FROM unnest($2::text[], $3::text[]) AS given (name, slot) ON CONFLICT DO NOTHING",
            [number, names.Select(name => DeliveryRows.Storable(name.Value)).ToArray(), names.Select(name => DeliveryRows.Storable(name.Slot)).ToArray()],
            cancellationToken);
    }

    private async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = PostgreSqlDatabase.Bind(new NpgsqlCommand(sql, connection), values);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        List<T> found = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(read(rows));
        }

        return found;
    }

    private async Task ExecuteAsync(string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = PostgreSqlDatabase.Bind(new NpgsqlCommand(sql, connection), values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

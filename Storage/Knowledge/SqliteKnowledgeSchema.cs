using Microsoft.Data.Sqlite;
using SystemSqlite;

namespace Webhooks.Storage.Knowledge;

/// <summary>Tables of the index file. Everything in them can be made again of the documents.</summary>
internal static class SqliteKnowledgeSchema
{
    // Paths differ by more than case, because not every file system tells case apart. Words come apart already, so that the tokenizer
    // that splits at spaces is enough.
    public static readonly string[] Steps =
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
        """
        ALTER TABLE documents RENAME TO earlier_documents;
        DROP INDEX documents_by_kind;
        CREATE TABLE documents (
            number INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            path TEXT NOT NULL COLLATE NOCASE UNIQUE,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            properties TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            length INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            date INTEGER NOT NULL,
            repository TEXT
        );
        INSERT INTO documents (key, path, kind, title, properties, sha256, length, created_at, updated_at, date)
            SELECT key, path, kind, title, properties, sha256, length, created_at, updated_at, created_at FROM earlier_documents;
        DROP TABLE earlier_documents;
        CREATE INDEX documents_by_kind ON documents (kind, path);
        CREATE VIRTUAL TABLE document_words USING fts5 (title, facts, body, tokenize = 'ascii', prefix = '2 3 4');
        CREATE TABLE document_names (
            document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE, name TEXT NOT NULL, slot TEXT NOT NULL, PRIMARY KEY (document, name)
        ) WITHOUT ROWID;
        CREATE INDEX document_names_by_slot ON document_names (slot);
        CREATE TABLE document_links (
            document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE, name TEXT NOT NULL, slot TEXT NOT NULL, PRIMARY KEY (document, name)
        ) WITHOUT ROWID;
        CREATE INDEX document_links_by_slot ON document_links (slot);
        CREATE TABLE made (mark TEXT NOT NULL);
        """,
    ];

    /// <exception cref="KnowledgeUnavailableException">This SQLite cannot search texts.</exception>
    public static void RequireFullText(SqliteConnection connection)
    {
        if (!SqliteConnections.HasModule(connection, "fts5"))
        {
            throw new KnowledgeUnavailableException(
                $"The system's SQLite {SqliteConnections.LibraryVersion} was built without full-text search (FTS5), which the knowledge base needs. Install the system's "
                + "usual package (Debian: libsqlite3-0), or configure PostgreSQL.");
        }
    }
}

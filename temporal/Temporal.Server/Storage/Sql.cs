using Microsoft.Data.Sqlite;

namespace Temporal.Server.Storage;

/// <summary>One connection with its prepared statements; one thread at a time.</summary>
internal sealed class Sql(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>Runs fixed text with positional values <c>?1</c>, <c>?2</c>, …</summary>
    public int Execute(string text, params ReadOnlySpan<object?> values) => Bind(text, values).ExecuteNonQuery();

    public long? Number(string text, params ReadOnlySpan<object?> values) => Bind(text, values).ExecuteScalar() as long?;

    public string? Text(string text, params ReadOnlySpan<object?> values) => Bind(text, values).ExecuteScalar() as string;

    public List<T> Rows<T>(string text, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(text, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private SqliteCommand Bind(string text, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(text, out var command))
        {
            // Generated query texts are many: the cache is for the fixed ones, which are all in use within the first calls.
            if (_prepared.Count >= 256)
            {
                Forget();
            }

            command = connection.CreateCommand();
#pragma warning disable CA2100 // Values are parameters; the text is fixed or built from a fixed vocabulary.
            command.CommandText = text;
#pragma warning restore CA2100
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "?" + i });
            }

            _prepared.Add(text, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    private void Forget()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        _prepared.Clear();
    }
}

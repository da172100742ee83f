using Microsoft.Data.Sqlite;

namespace Webhooks.Storage.Sql;

/// <summary>A prepared statement with parameters <c>$0</c>, <c>$1</c> and so on.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    /// <param name="connection">Whose thread it is used on.</param>
    /// <param name="parameters">How many parameters it has.</param>
    /// <param name="sql">Fixed text.</param>
    public Statement(SqliteConnection connection, int parameters, string sql)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // Fixed text by contract: values are parameters.
        _command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        _command.Prepare();
    }

    /// <returns>How many rows changed.</returns>
    public int Execute(params ReadOnlySpan<object?> values) => Bind(values).ExecuteNonQuery();

    public long Number(params ReadOnlySpan<object?> values) => (long)(Bind(values).ExecuteScalar() ?? 0L);

    public SqliteDataReader Query(params ReadOnlySpan<object?> values) => Bind(values).ExecuteReader();

    public void Dispose() => _command.Dispose();

    private SqliteCommand Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return _command;
    }
}

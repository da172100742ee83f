using Microsoft.Data.Sqlite;

namespace SystemSqlite;

/// <summary>Statements without parameters, and schema versions.</summary>
public static class SqliteStatements
{
    /// <summary>Runs fixed SQL text. Values never go into <paramref name="sql"/>: they are parameters of a command.</summary>
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Fixed text by contract, see the summary.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Brings the schema up to date: runs the steps that this database has not seen, each exactly once, all in one transaction.
    /// A step, once released, never changes. Several processes may call it at once.
    /// </summary>
    /// <exception cref="InvalidOperationException">A newer version of the program wrote this database.</exception>
    public static void Upgrade(this SqliteConnection connection, IReadOnlyList<string> steps)
    {
        if (connection.SchemaVersion() == steps.Count)
        {
            return;
        }

        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            var version = connection.SchemaVersion();
            if (version > steps.Count)
            {
                throw new InvalidOperationException(
                    $"The database {connection.DataSource} has schema version {version}, this program knows {steps.Count}: a newer version wrote it.");
            }

            for (var step = version; step < steps.Count; step++)
            {
                connection.Execute(steps[step]);
            }

            connection.Execute($"PRAGMA user_version={steps.Count}");
            connection.Execute("COMMIT");
        }
        catch
        {
            connection.Execute("ROLLBACK");
            throw;
        }
    }

    /// <summary>How many steps of <see cref="Upgrade"/> the database has seen.</summary>
    public static int SchemaVersion(this SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}

using Npgsql;

namespace Webhooks.Storage.PostgreSql;

/// <summary>The database that several gateways and workers share instead of journal and ledger files.</summary>
public sealed record PostgreSqlOptions
{
    public static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(10);

    /// <summary>Holds a password: never shown.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>After this without a sign of life another gateway takes over the entities of one that is gone.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many rejected requests are kept as evidence, newest first.</summary>
    public int RejectionsKept { get; init; } = 100_000;

    /// <returns>Null when it is no connection string, or names no host.</returns>
    public static NpgsqlConnectionStringBuilder? Parse(string connectionString)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            return builder.Host is { Length: > 0 } ? builder : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Its message may quote the password.
            return null;
        }
    }

    public override string ToString() => nameof(PostgreSqlOptions);
}

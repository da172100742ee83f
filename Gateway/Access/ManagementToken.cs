using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Gateway.Access;

/// <summary>A token that may be presented. A class, not a record: it must not print itself. The value is not kept, only its hash.</summary>
internal sealed class ManagementToken(string value)
{
    private readonly byte[] hash = HashOf(value);

    public required string Name { get; init; }

    public required IReadOnlySet<ManagementScope> Scopes { get; init; }

    /// <summary>Null for every tenant.</summary>
    public required string? Tenant { get; init; }

    public static byte[] HashOf(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));

    /// <summary>In fixed time; hashes are all of one length, so it does not tell the length either.</summary>
    public bool HasHash(ReadOnlySpan<byte> presented) => CryptographicOperations.FixedTimeEquals(hash, presented);

    public override string ToString() => nameof(ManagementToken);
}

using Webhooks.Gateway.Secrets;

namespace Webhooks.Gateway.Configuration;

/// <summary>One secret of a source, as written: exactly one of <see cref="Value"/>, <see cref="File"/> and <see cref="KeyVault"/>.</summary>
internal sealed class SecretOptions
{
    /// <summary>What it is called in metrics and reports: letters, digits, dot, hyphen, underscore; at most 64. Its position when empty.</summary>
    public string? Name { get; set; }

    public string? Value { get; set; }

    /// <summary>Path of a file that holds nothing but the secret; line ends after it do not count. Read anew for each request.</summary>
    public string? File { get; set; }

    /// <summary>A secret in Azure Key Vault: every enabled version counts within its own dates.</summary>
    public KeyVaultSecretOptions? KeyVault { get; set; }

    /// <summary>ISO 8601, UTC unless it has an offset; the secret is not accepted before it. Always when empty.</summary>
    public string? NotBefore { get; set; }

    /// <summary>ISO 8601, UTC unless it has an offset; the secret is accepted up to and including this instant. For ever when empty.</summary>
    public string? NotAfter { get; set; }
}

namespace Webhooks.Gateway.Secrets;

/// <summary>Where a secret is in Azure Key Vault, as written.</summary>
internal sealed class KeyVaultSecretOptions
{
    /// <summary>The vault's address, such as <c>https://name.vault.azure.net/</c>.</summary>
    public string? Vault { get; set; }

    /// <summary>The secret's name in the vault.</summary>
    public string? Secret { get; set; }
}

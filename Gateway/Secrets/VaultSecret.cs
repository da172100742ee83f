namespace Webhooks.Gateway.Secrets;

/// <summary>A secret in a vault, all versions of it.</summary>
internal sealed record VaultSecret(Uri Vault, string Name)
{
    public override string ToString() => $"{Vault.AbsoluteUri.TrimEnd('/')}/secrets/{Name}";
}

namespace Webhooks.Gateway.Secrets;

/// <summary>Where the value of a secret comes from: exactly one is set.</summary>
internal sealed class SecretOrigin
{
    /// <summary>The value itself.</summary>
    public byte[]? Value { get; init; }

    /// <summary>Full path.</summary>
    public string? File { get; init; }

    public VaultSecret? Vault { get; init; }

    public override string ToString() => File is not null ? $"file {File}" : Vault is not null ? Vault.ToString() : "configuration";
}

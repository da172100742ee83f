namespace Webhooks.Gateway.Secrets;

/// <summary>An enabled version of a secret in a vault. A class, not a record: it must not print itself.</summary>
internal sealed class VaultVersion(string version, byte[] value)
{
    public string Version => version;

    public byte[] Value => value;

    public required DateTimeOffset? NotBefore { get; init; }

    /// <summary>From this instant on it is not valid.</summary>
    public required DateTimeOffset? Expires { get; init; }

    public override string ToString() => version;
}

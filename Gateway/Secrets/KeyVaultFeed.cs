using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Secrets;

/// <summary>The enabled versions of a secret in a vault, as they were read last. Asks nobody.</summary>
internal sealed class KeyVaultFeed(
    VaultSecret secret, SecretEntry entry, KeyVaultSecrets vaults, Func<VaultVersion, SourceSecret> make, SecretAlarm alarm) : SecretFeed(entry)
{
    private volatile Known? known;

    public VaultSecret Secret => secret;

    public SecretAlarm Alarm => alarm;

    public override IReadOnlyList<SourceSecret>? Current()
    {
        if (vaults.Find(secret) is not { } versions)
        {
            return known?.Secrets;
        }

        if (known is { } before && ReferenceEquals(before.Versions, versions))
        {
            return before.Secrets;
        }

        var changed = new Known(versions, [.. versions.Select(make)]);
        known = changed;
        return changed.Secrets;
    }

    private sealed class Known(IReadOnlyList<VaultVersion> versions, SourceSecret[] secrets)
    {
        public IReadOnlyList<VaultVersion> Versions => versions;

        public SourceSecret[] Secrets => secrets;
    }
}

using System.Collections.Concurrent;

namespace Webhooks.Gateway.Secrets;

/// <summary>The last good versions of each secret in a vault; requests read them from here.</summary>
internal sealed class KeyVaultSecrets
{
    private readonly ConcurrentDictionary<VaultSecret, IReadOnlyList<VaultVersion>> known = new();

    /// <returns>Null when they could never be read.</returns>
    public IReadOnlyList<VaultVersion>? Find(VaultSecret secret) => known.GetValueOrDefault(secret);

    public void Put(VaultSecret secret, IReadOnlyList<VaultVersion> versions) => known[secret] = versions;

    /// <summary>What nobody asks for any more is not kept in memory.</summary>
    public void Forget(IReadOnlySet<VaultSecret> wanted)
    {
        foreach (var secret in known.Keys.Where(secret => !wanted.Contains(secret)))
        {
            known.TryRemove(secret, out _);
        }
    }
}

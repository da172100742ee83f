using System.Collections.Concurrent;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;

namespace Webhooks.Gateway.Secrets;

/// <summary>Reads the versions of a secret from Azure Key Vault. Slow; never called while a request waits.</summary>
internal sealed class KeyVaultReader(IHttpClientFactory http, Lazy<TokenCredential> credential, TimeProvider time)
{
    public const string HttpClientName = "KeyVault";

    /// <summary>Each delivery tries every secret; the newest versions win.</summary>
    private const int MostVersions = 16;

    private const int MostListed = 1000;

    private readonly ConcurrentDictionary<Uri, SecretClient> clients = [];

    /// <param name="secret">Where it is.</param>
    /// <param name="known">Versions that were read before: a version's value never changes, so it is not asked for again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Versions that are enabled and have not expired, oldest first.</returns>
    /// <exception cref="Azure.RequestFailedException">The vault refuses.</exception>
    /// <exception cref="VaultSecretException">What the vault has is no secret.</exception>
    public async Task<IReadOnlyList<VaultVersion>> ReadAsync(VaultSecret secret, IReadOnlyList<VaultVersion> known, CancellationToken cancellationToken)
    {
        var client = clients.GetOrAdd(secret.Vault, Connect);
        var versions = new List<VaultVersion>();
        foreach (var listed in await ListAsync(client, secret, cancellationToken))
        {
            var value = known.FirstOrDefault(version => version.Version == listed.Version)?.Value
                ?? await ReadValueAsync(client, listed, cancellationToken);
            versions.Add(new VaultVersion(listed.Version, value) { NotBefore = listed.NotBefore, Expires = listed.ExpiresOn });
        }

        return versions;
    }

    private async Task<List<SecretProperties>> ListAsync(SecretClient client, VaultSecret secret, CancellationToken cancellationToken)
    {
        var all = new List<SecretProperties>();
        await foreach (var version in client.GetPropertiesOfSecretVersionsAsync(secret.Name, cancellationToken))
        {
            all.Add(version);
            if (all.Count == MostListed)
            {
                break;
            }
        }

        // Disabled versions are somebody's will; none at all is a wrong name.
        var now = time.GetUtcNow();
        return all.Count == 0
            ? throw new VaultSecretException("the vault has no secret of this name")
            : [.. all.Where(version => version.Enabled == true && !(version.ExpiresOn <= now)).OrderBy(version => version.CreatedOn).TakeLast(MostVersions)];
    }

    private static async Task<byte[]> ReadValueAsync(SecretClient client, SecretProperties version, CancellationToken cancellationToken)
    {
        var read = await client.GetSecretAsync(version.Name, version.Version, cancellationToken);
        return string.IsNullOrWhiteSpace(read.Value.Value)
            ? throw new VaultSecretException($"version {version.Version} is empty or blank")
            : Encoding.UTF8.GetBytes(read.Value.Value);
    }

    private SecretClient Connect(Uri vault)
    {
        var options = new SecretClientOptions { Transport = new HttpClientTransport(http.CreateClient(HttpClientName)) };
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        return new SecretClient(vault, credential.Value, options);
    }
}

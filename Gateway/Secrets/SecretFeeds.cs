using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Secrets;

/// <summary>Opens what the entries of the configuration name.</summary>
internal sealed partial class SecretFeeds(KeyVaultSecrets vaults, SecretUses uses, SecretMetrics metrics, ILogger<SecretFeeds> logger)
{
    /// <summary>Whoever sees one signed delivery can try out all shorter ones that anybody would choose.</summary>
    private const int ShortestSafe = 16;

    public SecretFeed Open(string source, SecretEntry entry)
    {
        var origin = entry.Origin;
        return origin.File is { } file ? OpenFile(source, entry, file)
            : origin.Vault is { } secret ? new KeyVaultFeed(secret, entry, vaults, version => MakeVersion(source, entry, version), AlarmOf(source, entry))
            : new ConfiguredSecret(entry, Make(source, entry, origin.Value ?? throw new InvalidOperationException($"Secret '{entry}' comes from nowhere.")));
    }

    private FileSecret OpenFile(string source, SecretEntry entry, string file)
    {
        if (SecretFile.IsExposed(file))
        {
            Log.Exposed(logger, entry.Name, source, file);
        }

        return new FileSecret(file, entry, key => Make(source, entry, key), AlarmOf(source, entry));
    }

    private SecretAlarm AlarmOf(string source, SecretEntry entry) => new(source, entry.Name, metrics, logger);

    private SourceSecret Make(string source, SecretEntry entry, byte[] key)
    {
        WarnOfShort(source, entry.Name, key);
        return new SourceSecret(key, entry.NotBefore, entry.NotAfter) { From = entry.Origin.ToString(), Use = uses.Of(source, entry.Name, key) };
    }

    private void WarnOfShort(string source, string name, byte[] key)
    {
        if (key.Length < ShortestSafe)
        {
            Log.Short(logger, name, source, ShortestSafe);
        }
    }

    /// <summary>It counts while both the entry and the version do.</summary>
    private SourceSecret MakeVersion(string source, SecretEntry entry, VaultVersion version)
    {
        var notBefore = version.NotBefore > entry.NotBefore ? version.NotBefore.Value : entry.NotBefore;
        WarnOfShort(source, $"{entry.Name}/{version}", version.Value);
        var last = version.Expires?.AddTicks(-1) ?? DateTimeOffset.MaxValue;
        return new SourceSecret(version.Value, notBefore, last < entry.NotAfter ? last : entry.NotAfter)
        {
            From = $"{entry.Origin}/{version}",
            Use = uses.Of(source, $"{entry.Name}/{version}", version.Value),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Secret {Secret} of source {Source}: others than its owner may read or write the file '{File}'.")]
        public static partial void Exposed(ILogger logger, string secret, string source, string file);

        [LoggerMessage(2, LogLevel.Warning,
            "Secret {Secret} of source {Source} is shorter than {Bytes} bytes: who sees one signed delivery can find it out by trying. Replace it (openssl rand -hex 32).")]
        public static partial void Short(ILogger logger, string secret, string source, int bytes);
    }
}

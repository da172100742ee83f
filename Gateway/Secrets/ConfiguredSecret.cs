using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Secrets;

/// <summary>A secret that is the same until the configuration changes.</summary>
internal sealed class ConfiguredSecret(SecretEntry entry, SourceSecret secret) : SecretFeed(entry)
{
    private readonly SourceSecret[] only = [secret];

    public override IReadOnlyList<SourceSecret> Current() => only;
}

using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Secrets;

/// <summary>The secrets that one entry of the configuration stands for at this moment.</summary>
internal abstract class SecretFeed(SecretEntry entry)
{
    public SecretEntry Entry => entry;

    /// <returns>The same list as long as nothing has changed; the last good one while nothing can be read. Null: it could never be read.</returns>
    public abstract IReadOnlyList<SourceSecret>? Current();
}

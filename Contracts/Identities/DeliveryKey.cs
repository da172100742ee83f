using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Contracts.Identities;

/// <summary>
/// What makes a delivery the same delivery when it comes again: tenant, provider, hook or topic, and the provider's delivery id.
/// GitHub shares a GUID between hooks, Event Grid ids are unique only within a topic, Jira ids only within a site.
/// </summary>
public sealed record DeliveryKey
{
    private DeliveryKey(string value) => Value = value;

    /// <summary>Canonical text; parts are escaped, so different parts never give the same text.</summary>
    public string Value { get; }

    /// <summary>The public id of the delivery: the first 128 bits of SHA-256 over <see cref="Value"/>, 32 lower-case hex digits. The same key always has the same id.</summary>
    public string DeliveryId => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value)).AsSpan(0, 16));

    /// <param name="tenant">Null or empty when the source has none.</param>
    /// <param name="provider">Lower-case provider name.</param>
    /// <param name="scope">GitHub hook id, Event Grid topic or source, Jira site.</param>
    /// <param name="id">The provider's own delivery id.</param>
    /// <exception cref="ArgumentException">A required part is empty.</exception>
    public static DeliveryKey From(string? tenant, string provider, string scope, string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(provider);
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new(IdentityText.Join(tenant, [provider, scope, id]));
    }

    /// <summary>How every <see cref="Value"/> of a tenant begins.</summary>
    public static string PrefixOf(string tenant)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        return IdentityText.Join(tenant, []);
    }

    public static bool IsOfTenant(string key, string tenant) => key.StartsWith(PrefixOf(tenant), StringComparison.Ordinal);

    /// <summary>
    /// A replay is a delivery of its own. Its key is made of the key of the delivery that is replayed and the replay's id, so replaying the
    /// same delivery twice within one replay is replaying it once.
    /// </summary>
    public static DeliveryKey OfReplay(string key, string replayId)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentException.ThrowIfNullOrEmpty(replayId);
        return new(IdentityText.Bounded($"{key}/replay/{replayId}"));
    }

    /// <param name="tenant">Null or empty when the source has none.</param>
    /// <param name="source">Name of the source: whoever holds one source's secret must not be able to use up another source's ids.</param>
    /// <param name="hook">The hook's id; empty when the delivery does not say.</param>
    /// <param name="guid">The delivery's GUID, in any case; every attempt has the same one.</param>
    public static DeliveryKey GitHub(string? tenant, string source, string hook, string guid) =>
        From(tenant, "github", $"{source}:{hook}", guid.ToLowerInvariant());

    /// <param name="tenant">Null or empty when the source has none.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="site">The Jira site; null when neither the source nor the body says.</param>
    /// <param name="identifier">Jira's identifier of the delivery, or what stands in for it.</param>
    public static DeliveryKey Jira(string? tenant, string source, string? site, string identifier) =>
        From(tenant, "jira", $"{source}:{site}", identifier);

    /// <param name="tenant">Null or empty when the source has none.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="topic">Azure writes its own resource ids in any case; other topics may mean what they write.</param>
    /// <param name="eventId">The event's id.</param>
    public static DeliveryKey EventGrid(string? tenant, string source, string topic, string eventId) => From(
        tenant,
        "eventgrid",
        $"{source}:{(topic.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) ? topic.ToLowerInvariant() : topic)}",
        eventId);

    public override string ToString() => Value;
}

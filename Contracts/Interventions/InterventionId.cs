using Webhooks.Contracts.Identities;

namespace Webhooks.Contracts.Interventions;

/// <summary>Workflow ids of what waits for people: one a key, however often somebody is asked.</summary>
public static class InterventionId
{
    public static string OfUpload(string key) => Of("manual-upload", key);

    public static string OfIntervention(string key) => Of("manual-intervention", key);

    /// <summary>Keys are made of entity ids, whose slashes may stay: nothing stands behind the key.</summary>
    private static string Of(string kind, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return IdentityText.Join(null, [kind, .. key.Split('/')]);
    }
}

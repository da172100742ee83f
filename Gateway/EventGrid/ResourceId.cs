namespace Webhooks.Gateway.EventGrid;

/// <summary>The Azure Resource Manager id that an event is about. Its case varies between events about the same thing; the identity's does not.</summary>
internal static class ResourceId
{
    private const int Longest = 2048;
    private const string Deployments = "/providers/microsoft.resources/deployments/";

    /// <returns>Lower case, of a deployment's write without what follows the deployment's name; null when neither text is such an id.</returns>
    public static string? Of(EventEnvelope envelope)
    {
        var isDeployment = "Microsoft.Resources/deployments/write".Equals(envelope.OperationName, StringComparison.OrdinalIgnoreCase);
        string?[] given = [Normal(envelope.ResourceUri), Normal(envelope.Subject)];
        return isDeployment ? given.Select(Deployment).FirstOrDefault(id => id is not null) ?? given.FirstOrDefault(id => id is not null)
            : given.FirstOrDefault(id => id is not null);
    }

    private static string? Normal(string? id)
    {
        if (id is not { Length: > 1 and <= Longest } || id[0] != '/' || id.Any(char.IsControl))
        {
            return null;
        }

        var normal = id.TrimEnd('/').ToLowerInvariant();
        return normal.Split('/') is [_, _, _, ..] parts && parts.Skip(1).All(part => part.Length > 0) ? normal : null;
    }

    private static string? Deployment(string? id)
    {
        var at = id?.IndexOf(Deployments, StringComparison.Ordinal) ?? -1;
        if (id is null || at < 0)
        {
            return null;
        }

        var end = id.IndexOf('/', at + Deployments.Length);
        return end < 0 ? id : id[..end];
    }
}

using System.Text.Json;
using System.Xml;

namespace Webhooks.Activities.Azure;

/// <summary>Puts together what Azure tells about one change, as much of it as a document should show.</summary>
public sealed class ChangeReading(AzureSettings settings, AzureClient client)
{
    private const int MostResources = 20;
    private const int MostProperties = 12;
    private const int MostValues = 20;

    /// <returns>Null when the resource is of no subscription that Azure is asked about.</returns>
    internal async Task<ChangeDetails?> ReadAsync(ChangeQuestion question, CancellationToken cancellationToken)
    {
        if (ArmId.Parse(question.ResourceId, settings.Subscriptions) is not { } id)
        {
            return null;
        }

        var records = Guid.TryParse(question.CorrelationId, out var correlation) ? await client.ChangesAsync(id, correlation, cancellationToken) : [];
        if (!id.IsDeployment)
        {
            // One request can change many resources; this log is of one of them.
            records = [.. records.Where(record => string.Equals(record.Target.Trim('/'), question.ResourceId.Trim('/'), StringComparison.OrdinalIgnoreCase))];
        }

        var resources = records.Select(Change).ToList();
        var by = records.Select(record => record.By).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name));
        if (resources.Count == 0 && question.IsLast && !id.IsDeployment && await client.ResourceAsync(id, cancellationToken) is { } resource)
        {
            resources = [AsItIs(question.ResourceId, resource)];
        }

        return new ChangeDetails
        {
            CorrelationId = question.CorrelationId,
            By = settings.NamesPeople ? SafeValue.Message(by) : null,
            Client = SafeValue.Message(records.Select(record => record.Client).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name))),
            Deployment = id.IsDeployment ? await DeploymentAsync(id, correlation, cancellationToken) : null,
            Resources = [.. resources.Take(MostResources)],
            MoreResources = Math.Max(0, resources.Count - MostResources),
            IsPreliminary = records.Count == 0 && !question.IsLast,
        };
    }

    private async Task<DeploymentFacts?> DeploymentAsync(ArmId id, Guid correlation, CancellationToken cancellationToken)
    {
        // A later deployment of the same name takes the place of an earlier one, whose operations are gone then.
        if (await client.DeploymentAsync(id, cancellationToken) is not { Properties: { } found } || (found.CorrelationId is { } own && own != correlation))
        {
            return null;
        }

        var operations = await client.OperationsAsync(id, cancellationToken);
        return new DeploymentFacts
        {
            Mode = SafeValue.Message(found.Mode),
            Duration = DurationOf(found.Duration),
            Parameters = Values(found.Parameters),
            Outputs = Values(found.Outputs),
            Failed =
            [
                .. operations
                    .Where(each => each.Properties.ProvisioningState is { } state && !state.Equals("Succeeded", StringComparison.OrdinalIgnoreCase))
                    .Where(each => each.Properties.TargetResource?.Id is not null)
                    .Take(MostResources)
                    .Select(each => new FailedOperation(
                        SafeValue.Message(each.Properties.TargetResource?.Id) ?? "", SafeValue.Message(each.Properties.ProvisioningState) ?? "")),
            ],
            Error = found.Error is { } error ? SafeValue.Message($"{error.Code}: {error.Message}") : null,
        };
    }

    private static ResourceChange Change(ChangeRecord record)
    {
        var changed = (record.Changes ?? new Dictionary<string, ChangedValue>(StringComparer.Ordinal))
            .Where(each => each.Value is not null)
            .OrderBy(each => !string.Equals(each.Value.Category, "User", StringComparison.OrdinalIgnoreCase))
            .ThenBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => new PropertyChange(
                SafeValue.Bounded(each.Key) ?? "", SafeValue.Of(each.Key, each.Value.Previous), SafeValue.Of(each.Key, each.Value.New)))
            .ToList();
        return new ResourceChange
        {
            ResourceId = Bounded(record.Target),
            Kind = (SafeValue.Message(record.Kind) ?? "change").ToLowerInvariant(),
            Properties = [.. changed.Take(MostProperties)],
            MoreProperties = Math.Max(0, changed.Count - MostProperties),
        };
    }

    /// <summary>When nobody knows what was before, at least what is now.</summary>
    private static ResourceChange AsItIs(string id, ArmResource resource)
    {
        List<PropertyChange> now = [.. Flat("sku", resource.Sku), .. Flat("tags", resource.Tags), .. Flat("properties", resource.Properties)];
        return new ResourceChange
        {
            ResourceId = Bounded(id),
            Kind = "state",
            Properties = [.. now.Take(MostProperties)],
            MoreProperties = Math.Max(0, now.Count - MostProperties),
        };
    }

    /// <summary>Values one and two levels down; what is deeper is structure more than it is a setting.</summary>
    private static IEnumerable<PropertyChange> Flat(string name, JsonElement value, int levels = 2)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return value.ValueKind is JsonValueKind.Array or JsonValueKind.Undefined or JsonValueKind.Null
                ? []
                : [new PropertyChange(SafeValue.Bounded(name) ?? "", null, SafeValue.Of(name, value))];
        }

        return levels == 0 || SafeValue.IsNamedSecret(name) ? [] : value.EnumerateObject().SelectMany(each => Flat($"{name}.{each.Name}", each.Value, levels - 1));
    }

    private static List<NamedValue> Values(IReadOnlyDictionary<string, ArmValue>? values) =>
    [
        .. (values ?? new Dictionary<string, ArmValue>(StringComparer.Ordinal))
            .Where(each => each.Value is not null)
            .OrderBy(each => each.Key, StringComparer.Ordinal)
            .Take(MostValues)
            .Select(each => new NamedValue(
                SafeValue.Bounded(each.Key) ?? "", each.Value.IsSecure ? SafeValue.Redacted : SafeValue.Of(each.Key, each.Value.Value))),
    ];

    private static string Bounded(string id) => id.Length > 400 ? id[..400] : id;

    private static TimeSpan? DurationOf(string? text)
    {
        try
        {
            return text is null ? null : XmlConvert.ToTimeSpan(text);
        }
        catch (Exception failure) when (failure is FormatException or OverflowException)
        {
            // A remark that is worth nothing when it cannot be read.
            return null;
        }
    }
}

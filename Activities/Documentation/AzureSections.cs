using System.Globalization;
using System.Text;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Deployments;

namespace Webhooks.Activities.Documentation;

/// <summary>The sections of a change log that say what Azure told beyond its events: who, before and after, what it costs there.</summary>
internal static class AzureSections
{
    /// <param name="markdown">Of the document.</param>
    /// <param name="details">Null when Azure told nothing.</param>
    /// <param name="isNewest">Only of the newest operation the costs around it are of interest.</param>
    public static void Write(StringBuilder markdown, ChangeDetails? details, bool isNewest)
    {
        if (details is null)
        {
            return;
        }

        Made(markdown, details);
        if (details.Deployment is { } deployment)
        {
            Deployment(markdown, deployment);
        }

        Changes(markdown, details);
        if (isNewest && details.Cost is { } cost)
        {
            Cost(markdown, cost);
        }
    }

    private static void Made(StringBuilder markdown, ChangeDetails details)
    {
        if (details.By is null && details.Client is null)
        {
            return;
        }

        markdown.Append("Made").Append(details.By is { } name ? $" by {MarkdownText.Inline(name)}" : "")
            .Append(details.Client is { } client ? $" with {MarkdownText.Inline(client)}" : "").Append(".\n\n");
    }

    private static void Deployment(StringBuilder markdown, DeploymentFacts deployment)
    {
        markdown.Append("- Mode: ").Append(MarkdownText.Inline(deployment.Mode ?? "unknown")).Append('\n');
        if (deployment.Duration is { } duration)
        {
            markdown.Append(CultureInfo.InvariantCulture, $"- Took: {Math.Round(duration.TotalMinutes, 1)} minutes\n");
        }

        if (deployment.Error is { } error)
        {
            markdown.Append("- Error: ").Append(MarkdownText.Inline(error)).Append('\n');
        }

        markdown.Append('\n');
        Values(markdown, "Parameters", deployment.Parameters);
        Values(markdown, "Outputs", deployment.Outputs);
        if (deployment.Failed.Count > 0)
        {
            markdown.Append("#### What failed\n\n");
            foreach (var failed in deployment.Failed)
            {
                markdown.Append("- ").Append(Resource(failed.ResourceId)).Append(": ").Append(MarkdownText.Inline(failed.State)).Append('\n');
            }

            markdown.Append('\n');
        }
    }

    private static void Values(StringBuilder markdown, string heading, IReadOnlyList<NamedValue> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        markdown.Append("#### ").Append(heading).Append("\n\n");
        foreach (var value in values)
        {
            markdown.Append("- ").Append(MarkdownText.Code(value.Name)).Append(": ").Append(Value(value.Value)).Append('\n');
        }

        markdown.Append('\n');
    }

    private static void Changes(StringBuilder markdown, ChangeDetails details)
    {
        if (details.Resources.Count == 0)
        {
            return;
        }

        markdown.Append("#### Before and after\n\n");
        foreach (var resource in details.Resources)
        {
            markdown.Append("- ").Append(Resource(resource.ResourceId)).Append(": ").Append(What(resource.Kind)).Append('\n');
            foreach (var property in resource.Properties)
            {
                markdown.Append("  - ").Append(MarkdownText.Code(property.Path)).Append(": ").Append(resource.Kind == "state"
                    ? Value(property.After)
                    : $"{Value(property.Before)} → {Value(property.After)}").Append('\n');
            }

            More(markdown, "  - ", resource.MoreProperties, "property", "properties");
        }

        More(markdown, "- ", details.MoreResources, "resource", "resources");
        markdown.Append('\n');
    }

    private static void Cost(StringBuilder markdown, CostHint cost)
    {
        var scope = cost.Group is { } group ? $"Resource group {MarkdownText.Code(group)}" : "The subscription";
        var services = string.Join(", ", cost.Services.Select(service => $"{MarkdownText.Inline(service.Service)} {Money(service.Cost)}"));
        markdown.Append("#### Cost\n\n").Append(scope).Append(CultureInfo.InvariantCulture, $" cost {Money(cost.Total)} ").Append(MarkdownText.Inline(cost.Currency))
            .Append(CultureInfo.InvariantCulture, $" in the {cost.Days} days up to {cost.Until.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}")
            .Append(services.Length > 0 ? $", most of it for {services}" : "").Append(". What this change adds shows there in the days to come.\n\n");
    }

    private static string What(string kind) => kind switch
    {
        "create" => "created",
        "update" => "changed",
        "delete" => "deleted",
        "state" => "what was before is not known; now",
        _ => MarkdownText.Inline(kind),
    };

    private static string Resource(string id)
    {
        var name = AzureResourceName.Parse(id);
        return $"{MarkdownText.Inline(name.Type)} {MarkdownText.Code(name.Name)}";
    }

    private static string Value(string? value) => value switch
    {
        null => "nothing",
        SafeValue.Redacted => value,
        "" => "empty",
        _ => MarkdownText.Code(value),
    };

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static void More(StringBuilder markdown, string bullet, int more, string one, string many)
    {
        if (more > 0)
        {
            markdown.Append(bullet).Append(CultureInfo.InvariantCulture, $"and {more} more {(more == 1 ? one : many)}\n");
        }
    }
}

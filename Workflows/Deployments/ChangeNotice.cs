using System.Globalization;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Notifications;

namespace Webhooks.Workflows.Deployments;

/// <summary>What whoever runs the systems is told about a change in Azure.</summary>
internal static class ChangeNotice
{
    /// <param name="log">Of the resource.</param>
    /// <param name="step">What ended.</param>
    /// <param name="stored">Where the change log stands; null when it waits for a person.</param>
    /// <param name="deliveryId">That told of it.</param>
    public static Notification Of(DeploymentLog log, DeploymentStep step, StoredFile? stored, string deliveryId)
    {
        var resource = AzureResourceName.Parse(log.ResourceId ?? "");
        var details = log.DetailsOf(step.CorrelationId);
        List<NotificationFact> facts = [new("Operation", step.What), new("Status", step.Status)];
        Add(facts, "Resource group", resource.Group);
        Add(facts, "By", details?.By);
        Add(facts, "Changed resources", details is { Resources.Count: > 0 }
            ? (details.Resources.Count + details.MoreResources).ToString(CultureInfo.InvariantCulture)
            : null);
        Add(facts, "Error", details?.Deployment?.Error);
        facts.Add(new("Change log", stored?.Path ?? "waits for its upload"));
        return new Notification
        {
            Channel = NotificationChannels.DevOps,
            Title = $"{resource.Kind} {resource.Name}: {step.Status}",
            Text = $"{step.What} ended at {step.Moment.At.ToUniversalTime().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}: {step.Status}.",
            Facts = facts,
            Links = [.. Links(resource, stored)],
            Key = $"{log.Entity}/{deliveryId}",
        };
    }

    private static void Add(List<NotificationFact> facts, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            facts.Add(new NotificationFact(name, value));
        }
    }

    private static IEnumerable<NotificationLink> Links(AzureResourceName resource, StoredFile? stored)
    {
        if (stored?.Link is { } link)
        {
            yield return new NotificationLink("Change log", link);
        }

        if (resource.PortalPage is { } page)
        {
            yield return new NotificationLink("Azure portal", new Uri(page));
        }
    }
}

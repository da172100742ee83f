using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.EventGrid;
using Webhooks.Gateway.GitHub;
using Webhooks.Gateway.Jira;

namespace Webhooks.Gateway.Receiving;

/// <summary>The steps of each provider.</summary>
internal sealed class ProviderCatalog(EventGridSteps eventGrid)
{
    public ProviderSteps For(WebhookProvider provider) => provider switch
    {
        WebhookProvider.GitHub => GitHubSteps.Steps,
        WebhookProvider.Jira => JiraSteps.Steps,
        WebhookProvider.EventGrid => eventGrid.Steps,
    };
}

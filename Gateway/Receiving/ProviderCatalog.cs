using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.GitHub;
using Webhooks.Gateway.Jira;

namespace Webhooks.Gateway.Receiving;

/// <summary>The steps of each provider.</summary>
internal sealed class ProviderCatalog
{
    public ProviderSteps For(WebhookProvider provider) => provider switch
    {
        WebhookProvider.GitHub => GitHubSteps.Steps,
        WebhookProvider.Jira => JiraSteps.Steps,
        WebhookProvider.EventGrid =>
            throw new InvalidOperationException($"{provider} was refused at start; no source can have it."),
    };
}

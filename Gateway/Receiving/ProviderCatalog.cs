using Webhooks.Contracts.Deliveries;

namespace Webhooks.Gateway.Receiving;

/// <summary>The steps of each provider.</summary>
internal sealed record ProviderCatalog
{
    public required ProviderSteps GitHub { get; init; }

    public required ProviderSteps Jira { get; init; }

    public required ProviderSteps EventGrid { get; init; }

    public ProviderSteps For(WebhookProvider provider) => provider switch
    {
        WebhookProvider.GitHub => GitHub,
        WebhookProvider.Jira => Jira,
        WebhookProvider.EventGrid => EventGrid,
    };
}

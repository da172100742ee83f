namespace Webhooks.Contracts.Deliveries;

/// <summary>Who sends: decides how a delivery is verified, identified and answered.</summary>
public enum WebhookProvider
{
    GitHub,
    Jira,
    EventGrid,
}

namespace Webhooks.Cli.Sending;

/// <summary>As whose deliveries files are sent.</summary>
internal enum DeliveryFormat
{
    GitHub,
    Jira,
    EventGrid,
}

using Webhooks.Gateway.EventGrid;
using Webhooks.Gateway.Jira;

namespace Webhooks.Gateway.Configuration;

/// <summary>One configured source, as written.</summary>
internal sealed class SourceOptions
{
    /// <summary>The <c>{source}</c> in <c>/webhooks/{source}</c>: letters, digits, dot, hyphen, underscore; at most 64.</summary>
    public string? Name { get; set; }

    /// <summary>A name of <see cref="Contracts.Deliveries.WebhookProvider"/>, in any case.</summary>
    public string? Provider { get; set; }

    /// <summary>First part of every identity of this source; none when empty.</summary>
    public string? Tenant { get; set; }

    /// <summary>All of them are accepted while they are valid. At least one, unless the provider proves itself otherwise.</summary>
    public List<SecretOptions> Secrets { get; set; } = [];

    /// <summary>For provider <c>Jira</c>.</summary>
    public JiraOptions Jira { get; set; } = new();

    /// <summary>For provider <c>EventGrid</c>.</summary>
    public EventGridOptions? EventGrid { get; set; }

    /// <summary>Addresses and networks (CIDR) that may send, and <c>github</c> for those that GitHub publishes; everybody may when empty.</summary>
    public List<string?> AllowedAddresses { get; set; } = [];

    /// <summary>Verified deliveries; ten seconds' worth may come at once. As many as come when empty.</summary>
    public string? DeliveriesPerSecond { get; set; }

    /// <summary>Bytes; a larger body is answered 413.</summary>
    public string? MaximumBodyBytes { get; set; }
}

using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.EventGrid;
using Webhooks.Gateway.Jira;

namespace Webhooks.Gateway.Configuration;

/// <summary>A source that passed every check.</summary>
internal sealed record Source
{
    public required string Name { get; init; }

    public required WebhookProvider Provider { get; init; }

    public required string? Tenant { get; init; }

    public required IReadOnlyList<SourceSecret> Secrets { get; init; }

    /// <summary>Used for <see cref="WebhookProvider.Jira"/>.</summary>
    public JiraSettings Jira { get; init; } = new();

    /// <summary>Set for <see cref="WebhookProvider.EventGrid"/>.</summary>
    public EventGridSettings? EventGrid { get; init; }

    public required int MaximumBodyBytes { get; init; }
}

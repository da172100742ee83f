using Webhooks.Contracts.Deliveries;

namespace Webhooks.Activities.Reconciling.Settings;

/// <summary>A source whose provider is asked what it sent.</summary>
public sealed record ReconciledSource
{
    public required string Name { get; init; }

    public required WebhookProvider Provider { get; init; }

    public required string? Tenant { get; init; }

    /// <summary>Set for <see cref="WebhookProvider.GitHub"/>.</summary>
    public required GitHubHook? GitHub { get; init; }
}

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

    /// <summary>Set for <see cref="WebhookProvider.Jira"/>.</summary>
    public required JiraSearch? Jira { get; init; }

    /// <summary>Set for <see cref="WebhookProvider.EventGrid"/>.</summary>
    public required DeadLetterFolder? DeadLetters { get; init; }

    /// <summary>What is posted to the gateway is signed with one of these. Empty for GitHub, which sends again itself.</summary>
    public required IReadOnlyList<SigningSecret> Signing { get; init; }
}

using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.EventGrid;
using Webhooks.Gateway.Jira;
using Webhooks.Gateway.Secrets;

namespace Webhooks.Gateway.Configuration;

/// <summary>A source that passed every check.</summary>
internal sealed record Source
{
    public required string Name { get; init; }

    public required WebhookProvider Provider { get; init; }

    public required string? Tenant { get; init; }

    /// <summary>As configured.</summary>
    public IReadOnlyList<SecretEntry> SecretEntries { get; init; } = [];

    /// <summary>What the entries stand for at this moment.</summary>
    public IReadOnlyList<SourceSecret> Secrets { get; init; } = [];

    /// <summary>The value of an entry could never be read: what is made with none of <see cref="Secrets"/> may be right all the same.</summary>
    public bool IsMissingSecrets { get; init; }

    /// <summary>Used for <see cref="WebhookProvider.Jira"/>.</summary>
    public JiraSettings Jira { get; init; } = new();

    /// <summary>Set for <see cref="WebhookProvider.EventGrid"/>.</summary>
    public EventGridSettings? EventGrid { get; init; }

    /// <summary>Who may send; empty for everybody, unless <see cref="AllowsGitHubHooks"/>.</summary>
    public AddressList AllowedAddresses { get; init; } = AddressList.Empty;

    /// <summary>The addresses that GitHub publishes may send, beside those of <see cref="AllowedAddresses"/>.</summary>
    public bool AllowsGitHubHooks { get; init; }

    /// <summary>Verified deliveries; null for as many as come.</summary>
    public int? DeliveriesPerSecond { get; init; }

    public required int MaximumBodyBytes { get; init; }

    /// <summary>The same, but what its secrets prove is not counted.</summary>
    public Source WithoutUses() => this with { Secrets = [.. Secrets.Select(secret => secret.WithoutUse())] };
}

using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.GitHub;

namespace Webhooks.Gateway.Receiving;

/// <summary>What differs between providers in the life of a delivery. Each is a pure function of the request.</summary>
internal sealed record ProviderSteps
{
    /// <summary>Before a byte of the body is read. Null: go on.</summary>
    public required Func<HttpRequest, ReceiveProblem?> Screen { get; init; }

    /// <summary>Step 2, over the raw bytes. Null: verified.</summary>
    public required Func<HttpRequest, ReadOnlyMemory<byte>, Source, DateTimeOffset, ReceiveProblem?> Verify { get; init; }

    /// <summary>Step 3. A problem only for headers nobody could identify a delivery by; a body that cannot be read is quarantined instead.</summary>
    public required Func<HttpRequest, ReadOnlyMemory<byte>, Source, (Identification? Delivery, ReceiveProblem? Problem)> Identify { get; init; }

    public static ProviderSteps For(WebhookProvider provider) => provider switch
    {
        WebhookProvider.GitHub => GitHubSteps.Steps,
        WebhookProvider.Jira or WebhookProvider.EventGrid =>
            throw new InvalidOperationException($"{provider} was refused at start; no source can have it."),
    };
}

using Webhooks.Contracts.Deliveries;

namespace Webhooks.Gateway.Replaying;

/// <summary>The body of <c>POST /api/replays</c>: one delivery, or every one that a filter and a time range let through.</summary>
internal sealed record ReplayRequest
{
    /// <summary>One delivery; then nothing else selects.</summary>
    public string? DeliveryId { get; init; }

    public ReplayFilter? Filter { get; init; }

    /// <summary>Received at this moment or later: ISO 8601, UTC unless it has an offset.</summary>
    public string? From { get; init; }

    /// <summary>Received before this moment.</summary>
    public string? To { get; init; }

    /// <summary>Say how many and which, and replay none.</summary>
    public bool DryRun { get; init; }

    /// <summary>The number that a dry run said; required above <see cref="ReplaySettings.ConfirmAbove"/>.</summary>
    public long? Confirm { get; init; }

    /// <summary>Why, for the audit; required unless it is a dry run.</summary>
    public string? Reason { get; init; }

    /// <summary>Also deliveries whose signature cannot be checked again.</summary>
    public bool AcceptUnverified { get; init; }
}

/// <summary>What is null does not matter; what is set must hold, all of it.</summary>
internal sealed record ReplayFilter
{
    public string? Source { get; init; }

    public WebhookProvider? Provider { get; init; }

    public string? Event { get; init; }

    public string? Entity { get; init; }

    public OutcomeKind? Outcome { get; init; }

    /// <summary>The outcome's rule or reason, exactly.</summary>
    public string? OutcomeReason { get; init; }

    public DeliveryState? State { get; init; }

    public bool IsEmpty => this == new ReplayFilter();
}

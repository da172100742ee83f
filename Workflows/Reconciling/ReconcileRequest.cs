using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Reconciling;

/// <summary>What a source's schedule starts its runs with. No credentials: the worker knows those by the source's name.</summary>
public sealed record ReconcileRequest
{
    public required string Source { get; init; }

    public required WebhookProvider Provider { get; init; }

    /// <summary>How far back the provider can be asked at all.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>How far back the first run looks.</summary>
    public required TimeSpan Lookback { get; init; }

    /// <summary>What is younger may still be on its way by itself.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>How much every run looks at again: providers' logs and clocks are not exact.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many deliveries one run asks for.</summary>
    public required int MaximumRequests { get; init; }

    /// <summary>How often one delivery is asked for before it is given up.</summary>
    public int MaximumTries { get; init; } = 3;

    /// <summary>Continue as new after this many pages of a log, even if Temporal does not suggest it yet.</summary>
    public int PagesARun { get; init; } = 500;

    /// <summary>Between two requests, because providers limit them by the minute.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromSeconds(1);
}

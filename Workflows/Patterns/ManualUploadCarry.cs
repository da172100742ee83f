using Webhooks.Contracts.Interventions;

namespace Webhooks.Workflows.Patterns;

/// <summary>What one run of a manual upload hands to the next, and how it behaves. A first run gets none.</summary>
public sealed record ManualUploadCarry
{
    public UploadRequest? Request { get; init; }

    public DateTimeOffset? Since { get; init; }

    public int Attempts { get; init; }

    public EscalationState? Escalation { get; init; }

    public EscalationPlan Plan { get; init; } = new();
}

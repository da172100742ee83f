using Webhooks.Contracts.Interventions;

namespace Webhooks.Workflows.Patterns;

/// <summary>What one run of a manual intervention hands to the next, and how it behaves. A first run gets none.</summary>
public sealed record ManualInterventionCarry
{
    public InterventionRequest? Request { get; init; }

    public DateTimeOffset? Since { get; init; }

    public EscalationState? Escalation { get; init; }

    public EscalationPlan Plan { get; init; } = new();
}

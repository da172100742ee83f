using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Entities;

/// <summary>Deliveries settled since the workflow was started, over all its continued runs.</summary>
public sealed record EntityTotals
{
    public int Handled { get; init; }

    public int Duplicate { get; init; }

    public int Filtered { get; init; }

    public int Quarantined { get; init; }

    public EntityTotals With(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Handled => this with { Handled = Handled + 1 },
        OutcomeKind.Duplicate => this with { Duplicate = Duplicate + 1 },
        OutcomeKind.Filtered => this with { Filtered = Filtered + 1 },
        OutcomeKind.Quarantined => this with { Quarantined = Quarantined + 1 },
    };
}

namespace Webhooks.Contracts.Deliveries;

/// <summary>The closed set of endings. Every accepted delivery reaches exactly one.</summary>
public enum OutcomeKind
{
    /// <summary>Handled; <see cref="Outcome.Artefacts"/> names what it produced.</summary>
    Handled,

    /// <summary>The entity had already seen this delivery key.</summary>
    Duplicate,

    /// <summary>Nothing to do by rule; <see cref="Outcome.Reason"/> is the rule's name.</summary>
    Filtered,

    /// <summary>Set aside for a person; <see cref="Outcome.Reason"/> says why.</summary>
    Quarantined,
}

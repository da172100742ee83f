namespace Webhooks.Contracts.Deliveries;

/// <summary>How a delivery ended.</summary>
public sealed record Outcome
{
    public required OutcomeKind Kind { get; init; }

    /// <summary>The filter rule or the reason for quarantine: a stable, lower-case, hyphenated name. Of what was handled, a remark such as <c>after-gap</c>; null when there is nothing to remark.</summary>
    public string? Reason { get; init; }

    /// <summary>What was produced, in the order it was produced: knowledge base paths such as <c>github/octo/hello/commits/0d1a….md</c>.</summary>
    public IReadOnlyList<string> Artefacts { get; init; } = [];
}

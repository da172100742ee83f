using Webhooks.Contracts.Deliveries;

namespace Webhooks.Gateway.Receiving;

/// <summary>What becomes of an event: a workflow handles it, or a rule settles it at the door.</summary>
internal sealed record Handling
{
    private Handling()
    {
    }

    /// <summary>Understood, but no workflow of the worker handles it yet.</summary>
    public static readonly Handling NoHandler = ByRule("no-handler");

    /// <summary>Taken, counted, and not looked into.</summary>
    public static readonly Handling Unsupported = ByRule("unsupported-event");

    public string? WorkflowType { get; private init; }

    public Outcome? SettledAs { get; private init; }

    /// <param name="workflowType">A name that the worker registers.</param>
    public static Handling By(string workflowType) => new() { WorkflowType = workflowType };

    public static Handling ByRule(string rule) => new() { SettledAs = new Outcome { Kind = OutcomeKind.Filtered, Reason = rule } };

    public static Handling SetAside(string fault) => new() { SettledAs = new Outcome { Kind = OutcomeKind.Quarantined, Reason = fault } };
}

namespace Webhooks.Workflows.Entities;

/// <summary>Names of the rules by which a delivery to any entity's workflow leads to nothing.</summary>
public static class EntityRules
{
    /// <summary>Not an event that the workflow handles.</summary>
    public const string EventNotHandled = "event-not-handled";

    /// <summary>We did it ourselves. It is known from then on, and the next change by somebody else writes about it.</summary>
    public const string OwnChange = "own-change";

    /// <summary>Another delivery told the same before.</summary>
    public const string NothingNew = "nothing-new";
}

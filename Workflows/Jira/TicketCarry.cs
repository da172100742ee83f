using Webhooks.Activities.Jira;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.Jira;

/// <summary>What one run of a ticket's workflow hands to the next.</summary>
public sealed record TicketCarry : EntityCarry
{
    /// <summary>What is known of the ticket. Null before its first event.</summary>
    public Ticket? Ticket { get; init; }

    /// <summary>What happened before the first run is in <see cref="Ticket"/>.</summary>
    public bool IsRecalled { get; init; }
}

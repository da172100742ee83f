using Temporalio.Activities;
using Webhooks.Activities.Ledger;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Activities.Jira;

/// <summary>What Jira sent, read from the journal. Reads only, so all of it may run any number of times.</summary>
public sealed class JiraActivities(IPayloads payloads, EntityMemory memory, TicketOptions? options = null)
{
    /// <summary>Texts do not keep a ticket from being remembered; this many are worth reading.</summary>
    private const int MostBodies = 100;

    [Activity]
    public async Task<IssueTexts> ReadIssueAsync(DeliveryEvent delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        try
        {
            return await ReadAsync(delivery, ActivityExecutionContext.Current.CancellationToken);
        }
        catch (Exception failure) when (PayloadFailure.IsForeseen(failure))
        {
            throw PayloadFailure.Of(failure, ErrorTypes.IssueUnreadable);
        }
    }

    /// <summary>What the ledger and the journal still know of a ticket whose workflow ended after a quiet period. Null when nothing.</summary>
    [Activity]
    public async Task<Ticket?> RecallTicketAsync(string entity)
    {
        var cancelled = ActivityExecutionContext.Current.CancellationToken;
        var deliveries = await memory.SettledAsync(entity, cancelled);
        Ticket? ticket = null;
        for (var i = 0; i < deliveries.Count; i++)
        {
            var texts = i >= deliveries.Count - MostBodies ? await TryReadAsync(deliveries[i], cancelled) : null;
            ticket = Ticket.Following(ticket, deliveries[i], texts ?? Judged(new IssueTexts(), deliveries[i]));
        }

        return ticket;
    }

    private async Task<IssueTexts> ReadAsync(DeliveryEvent delivery, CancellationToken cancellationToken) =>
        Judged(IssueBody.Read(await payloads.ReadAsync(delivery.Payload, cancellationToken)), delivery);

    private IssueTexts Judged(IssueTexts texts, DeliveryEvent delivery) =>
        texts with { IsDone = TicketStatus.IsDone(delivery.JiraIssue?.Status, delivery.JiraIssue?.StatusCategory, options?.DoneNames) };

    /// <summary>A body that retention dropped or that is damaged takes its texts with it and nothing else.</summary>
    private async Task<IssueTexts?> TryReadAsync(DeliveryEvent delivery, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(delivery, cancellationToken);
        }
        catch (Exception failure) when (failure is PayloadMissingException or PayloadDamagedException or FormatException)
        {
            return null;
        }
    }
}

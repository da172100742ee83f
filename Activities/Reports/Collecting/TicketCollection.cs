using System.Globalization;
using System.Text.Json;
using Temporalio.Exceptions;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Jira;
using Webhooks.Activities.Jira.Api;
using Webhooks.Activities.Json;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Jira;
using Webhooks.Contracts.Reports;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>
/// Tickets of which something was heard. Where a site is configured it is asked for those that no delivery told; what it does not tell then is a
/// gap and no failure.
/// </summary>
public sealed class TicketCollection(
    ReportCalendar calendar, IDeliveryLedger ledger, IPayloads payloads, KnowledgeBase knowledge, TicketOptions? options = null, JiraClient? jira = null, JiraSite? site = null)
{
    private const int LongestText = 250;
    private const string DoneSince = "statuscategorychangedate";

    /// <summary>A comment's event of some servers says nothing of the status; behind this many it is not looked for.</summary>
    private const int MostBefore = 20;

    private static readonly string[] Wanted = ["summary", "issuetype", "status", "priority", "assignee", DoneSince];

    internal async Task<CollectedItems<ReportTicket>> ReadAsync(ReportPlan plan, CancellationToken cancellationToken)
    {
        var tickets = new SortedDictionary<string, Heard>(StringComparer.Ordinal);
        var told = new HashSet<(string Site, long Issue)>();
        var documents = new EntityDocuments(knowledge);
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var delivery in new CoveredDeliveries(ledger, calendar).ReadAllAsync(plan, WebhookProvider.Jira, cancellationToken))
        {
            if (delivery.Event?.JiraIssue is { } any)
            {
                told.Add((any.Site, any.IssueId));
            }

            if (!delivery.Contributes || (plan.Kind == ReportKind.Daily && !CoveredDeliveries.IsWithin(delivery.At, plan.Window)))
            {
                continue;
            }

            if (delivery.IsBroken)
            {
                reasons.Add(GapReasons.RowUnreadable);
            }

            if (delivery.Event is { JiraIssue: { } issue } heard)
            {
                var texts = await BodyReading.TryAsync(async () => IssueBody.Read(await payloads.ReadAsync(heard.Payload, cancellationToken)), reasons);
                texts = (texts ?? new IssueTexts()) with { IsDone = TicketStatus.IsDone(issue.Status, issue.StatusCategory, options?.DoneNames) };
                if (!tickets.TryGetValue(heard.Entity, out var ticket))
                {
                    ticket = new Heard { First = delivery.Record.Sequence };
                    tickets.Add(heard.Entity, ticket);
                }

                ticket.Add(heard, issue, texts, delivery);
                documents.Note(heard.Entity, delivery.Record.Outcome);
            }
        }

        List<ReportTicket> items = [];
        foreach (var (entity, heard) in tickets)
        {
            if (heard.Ticket is { } ticket)
            {
                var before = await WasDoneAsync(entity, heard.First, cancellationToken);
                items.Add(Told(ticket, heard, before, await documents.FindAsync(entity, $"{entity}/summary", cancellationToken)));
            }
        }

        if (jira is not null && site is not null)
        {
            await AskAsync(plan, told, items, reasons, cancellationToken);
        }

        return new CollectedItems<ReportTicket> { Items = items, Reasons = [.. reasons] };
    }

    private ReportTicket Told(Ticket ticket, Heard heard, bool? wasDone, string? document)
    {
        var (isCompleted, isReopened) = heard.Course.Ending(wasDone, name => TicketStatus.IsDone(name, null, options?.DoneNames) == true);
        return new ReportTicket
        {
            Site = ticket.Site,
            Key = Line(ticket.Key?.Value) ?? ticket.IssueId.ToString(CultureInfo.InvariantCulture),
            Summary = Line(ticket.Summary?.Value) ?? "",
            Type = Line(ticket.Type?.Value),
            Status = Line(ticket.Status?.Value),
            Priority = Line(ticket.Priority?.Value),
            Assignee = Line(ticket.Assignee?.Value),
            Changes = heard.Course.Changes,
            IsCompleted = isCompleted,
            IsReopened = isReopened,
            At = heard.At,
            Link = TicketPage.Of(ticket) is { } page ? new Uri(page) : null,
            Document = document,
        };
    }

    /// <summary>What the ledger's newest word before this report says of the status; null when it says nothing.</summary>
    private async Task<bool?> WasDoneAsync(string entity, long first, CancellationToken cancellationToken)
    {
        var earlier = await ledger.ListAsync(new DeliveryFilter { Entity = entity, Before = first, Limit = MostBefore }, cancellationToken);
        foreach (var record in earlier)
        {
            try
            {
                if (DeliveryFacts.FromJson(record.Event).JiraIssue is { } issue && TicketStatus.IsDone(issue.Status, issue.StatusCategory, options?.DoneNames) is { } isDone)
                {
                    return isDone;
                }
            }
            catch (JsonException)
            {
                // The one before it may say so.
            }
        }

        return null;
    }

    private async Task AskAsync(
        ReportPlan plan, HashSet<(string Site, long Issue)> told, List<ReportTicket> items, SortedSet<string> reasons, CancellationToken cancellationToken)
    {
        try
        {
            var listed = await jira!.IssuesAsync(plan.Window.From, plan.Window.To, null, Wanted, cancellationToken); // Nobody asks without one.
            if (!listed.IsComplete)
            {
                reasons.Add(GapReasons.Truncated);
            }

            items.AddRange(listed.Issues
                .Where(issue => !long.TryParse(issue.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !told.Contains((site!.Host, id))) // Likewise.
                .Select(issue => Found(issue, plan.Window)));
        }
        catch (ApplicationFailureException failure)
        {
            reasons.Add(failure.ErrorType ?? ErrorTypes.ProviderAnswer);
        }
    }

    /// <summary>How often it changed is not told; that it did is.</summary>
    private ReportTicket Found(FoundIssue issue, ReportWindow window)
    {
        var fields = issue.Fields ?? default;
        var isDone = TicketStatus.IsDone(Text(fields, "status.name"), Text(fields, "status.statusCategory.key"), options?.DoneNames) == true;
        var key = Line(issue.Key) ?? Line(issue.Id) ?? "";
        var ticket = new Ticket { Entity = "", Site = site!.Host, IssueId = 0, Key = new(key, new(window.From, 0, "")) }; // Nobody asks without one.
        var updated = issue.Time("updated") ?? window.From;
        return new ReportTicket
        {
            Site = ticket.Site,
            Key = key,
            Summary = Text(fields, "summary") ?? "",
            Type = Text(fields, "issuetype.name"),
            Status = Text(fields, "status.name"),
            Priority = Text(fields, "priority.name"),
            Assignee = Text(fields, "assignee.displayName"),
            Changes = 1,
            IsCompleted = isDone && issue.Time(DoneSince) is { } since && CoveredDeliveries.IsWithin(since, window),
            IsReopened = false,
            At = CoveredDeliveries.IsWithin(updated, window) ? updated : window.From,
            Link = TicketPage.Of(ticket) is { } page ? new Uri(page) : null,
        };
    }

    private static string? Text(JsonElement fields, string path) => Line(fields.Text(path, LongestText));

    private static string? Line(string? text) => text is not null && PlainText.Line(text) is { Length: > 0 } line ? PlainText.Cut(line, LongestText) : null;

    /// <summary>What was heard of one ticket.</summary>
    private sealed class Heard
    {
        /// <summary>Of the first delivery.</summary>
        public required long First { get; init; }

        public Ticket? Ticket { get; private set; }

        public TicketCourse Course { get; } = new();

        public DateTimeOffset At { get; private set; }

        public void Add(DeliveryEvent delivery, JiraIssueEvent issue, IssueTexts texts, CoveredDelivery covered)
        {
            if (TicketEvent.From(delivery, texts) is not { } happened)
            {
                return;
            }

            Ticket = (Ticket ?? Ticket.Of(delivery.Entity, issue)).With(happened, issue, texts);
            Course.Add(happened);
            At = covered.At > At ? covered.At : At;
        }
    }
}

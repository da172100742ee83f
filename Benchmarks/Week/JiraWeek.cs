using System.Globalization;
using System.Text.Json;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Benchmarks.Week;

/// <summary>Jira's deliveries: bodies with what the product reads and as much beside it as Jira Cloud sends.</summary>
internal static class JiraWeek
{
    /// <summary>Each ticket is created, begun, and perhaps done.</summary>
    public const int EventsPerTicket = 3;

    private const int FirstId = 10_000;
    private const int CustomFields = 60;

    private static readonly (string Name, string Category)[] Statuses = [("To Do", "new"), ("In Progress", "indeterminate"), ("Done", "done")];

    /// <param name="ticket">Its number.</param>
    /// <param name="step">Which of its events.</param>
    /// <param name="at">When.</param>
    public static WeekDelivery Event(int ticket, int step, DateTimeOffset at)
    {
        // Two of five get done; of the others somebody changes the summary.
        var isDone = step == EventsPerTicket - 1 && ticket % 5 < 2;
        var status = isDone ? Statuses[2] : Statuses[Math.Min(step, 1)];
        var before = Statuses[Math.Max(0, step - 1)];
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            timestamp = at.ToUnixTimeMilliseconds(),
            webhookEvent = step == 0 ? "jira:issue_created" : "jira:issue_updated",
            issue_event_type_name = step == 0 ? "issue_created" : "issue_generic",
            user = Person(ticket + step),
            issue = new
            {
                id = $"{FirstId + ticket}", self = $"https://{WeekTexts.Site}/rest/api/2/{FirstId + ticket}", key = WeekTexts.Ticket(ticket), fields = Fields(ticket, status, at),
            },
            changelog = new
            {
                id = $"{FirstId + (ticket * EventsPerTicket) + step}",
                items = step > 0 && (isDone || step == 1)
                    ? new[] { new { field = "status", fieldtype = "jira", fieldId = "status", fromString = before.Name, toString = status.Name } }
                    : [new { field = "summary", fieldtype = "jira", fieldId = "summary", fromString = "", toString = WeekTexts.Subject(ticket) }],
            },
        });
        var document = isDone ? Document(ticket) : null;
        return new WeekDelivery
        {
            Provider = WebhookProvider.Jira,
            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["X-Atlassian-Webhook-Identifier"] = WeekTexts.Sha($"{ticket}/{step}"),
                ["X-Hub-Signature"] = $"sha256={WeekTexts.Sha($"{ticket}")}{WeekTexts.Sha($"{step}")[..24]}",
                ["Content-Type"] = "application/json",
            },
            ReceivedAt = at.AddSeconds(3),
            Body = body,
            Outcome = new Outcome { Kind = OutcomeKind.Handled, Artefacts = document is null ? [] : [document.Path] },
            Documents = document is null ? [] : [document],
        };
    }

    private static Dictionary<string, object?> Fields(int ticket, (string Name, string Category) status, DateTimeOffset at)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["summary"] = WeekTexts.Subject(ticket),
            ["description"] = WeekTexts.Prose(ticket, 1200),
            ["issuetype"] = new { name = ticket % 3 == 0 ? "Bug" : "Story", subtask = false },
            ["status"] = new { name = status.Name, statusCategory = new { key = status.Category } },
            ["priority"] = new { name = ticket % 6 == 0 ? "Highest" : "Medium" },
            ["assignee"] = ticket % 7 == 6 ? null : Person(ticket),
            ["reporter"] = Person(ticket * 3),
            ["project"] = new { id = "1", key = "SHOP", name = "Shop" },
            ["updated"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.000+0000'", CultureInfo.InvariantCulture),
        };
        for (var field = 0; field < CustomFields; field++)
        {
            fields[string.Create(CultureInfo.InvariantCulture, $"customfield_{10_000 + field}")] = field % 4 == 0 ? WeekTexts.Prose(field, 40) : null;
        }

        return fields;
    }

    private static object Person(int number) => new
    {
        self = $"https://{WeekTexts.Site}/rest/api/2/user?accountId={WeekTexts.Sha(WeekTexts.Login(number))[..24]}",
        accountId = WeekTexts.Sha(WeekTexts.Login(number))[..24],
        displayName = WeekTexts.Author(number),
        active = true,
        timeZone = "Europe/Berlin",
    };

    private static KnowledgeDocument Document(int ticket) => new()
    {
        Key = $"{EntityId.JiraIssue(null, WeekTexts.Site, FirstId + ticket).Value}/summary",
        Path = KnowledgePath.Join("jira", WeekTexts.Site, "tickets", $"{FirstId + ticket}.md"),
        Kind = "ticket",
        Title = $"{WeekTexts.Ticket(ticket)}: {WeekTexts.Subject(ticket)}",
        Markdown = $"# {WeekTexts.Ticket(ticket)}: {WeekTexts.Subject(ticket)}\n\n{WeekTexts.Prose(ticket, 1500)}\n",
        Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["ticket"] = WeekTexts.Ticket(ticket), ["author"] = WeekTexts.Author(ticket) },
    };
}

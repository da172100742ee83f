using Webhooks.Contracts.Jira;
using Webhooks.Gateway.Json;

namespace Webhooks.Gateway.Jira;

/// <summary>Where Cloud, Data Center and older servers each put the same things.</summary>
internal static class JiraFields
{
    private const int LongestWord = 64;
    private const int LongestField = 100;
    private const int LongestName = 255;

    public static readonly JsonShape Shape = new(
    [
        "timestamp", "webhookEvent", "issue_event_type_name",
        "user.self", .. Person("user"),
        "issue.id", "issue.key", "issue.self", "issue.fields.status.name", "issue.fields.status.statusCategory.key",
        "changelog.id", "changelog.items[].field", "changelog.items[].fieldId",
        "comment.id", "comment.self", "comment.body", .. Person("comment.updateAuthor"), .. Person("comment.author"),
        "worklog.id", "worklog.self", "worklog.issueId", .. Person("worklog.updateAuthor"), .. Person("worklog.author"),
        "issueLink.id", "issueLink.sourceIssueId", "issueLink.destinationIssueId",
        "project.id", "project.self", "version.id", "version.self", "sprint.id", "sprint.self", "board.id", "board.self",
    ]);

    private static readonly string[] Addresses =
        ["issue.self", "comment.self", "worklog.self", "project.self", "version.self", "sprint.self", "board.self", "user.self"];

    public static readonly string[] Actors = ["user", "comment.updateAuthor", "comment.author", "worklog.updateAuthor", "worklog.author"];

    /// <summary>Null when it is missing or is not a word that could be an event's name.</summary>
    public static string? EventName(JsonFields fields) =>
        fields.Text("webhookEvent", LongestWord) is { } name && name.All(c => c is > ' ' and < '\x7f') ? name : null;

    public static string? Site(JsonFields fields) =>
        Addresses.Select(path => JiraSite.FromAddress(fields.Text(path, JiraSite.LongestAddress))).FirstOrDefault(site => site is not null);

    /// <summary>Never the key: that changes when the issue is moved.</summary>
    public static long? IssueId(JsonFields fields) =>
        fields.Id("issue.id") ?? fields.Id("worklog.issueId") ?? JiraSite.IssueOfComment(fields.Text("comment.self", JiraSite.LongestAddress));

    /// <summary>What tells two events without an identifier apart. Null when nothing in the body does.</summary>
    public static string? Fingerprint(JsonFields fields)
    {
        // A moment and an event alone would make one of two things that happen at once.
        long?[] ids =
        [
            IssueId(fields), fields.Id("changelog.id"), fields.Id("comment.id"), fields.Id("worklog.id"), fields.Id("issueLink.id"),
            fields.Id("project.id"), fields.Id("version.id"), fields.Id("sprint.id"), fields.Id("board.id"),
        ];
        return JiraNumbers.Instant(fields, "timestamp") is { } at && EventName(fields) is { } name && ids.Any(id => id is not null)
            ? $"{at.ToUnixTimeMilliseconds()} {name} {fields.Text("issue_event_type_name", LongestWord)} {string.Join(' ', ids.Select(id => id ?? 0))}"
            : null;
    }

    public static JiraIssueEvent Event(string name, string site, long issueId, JsonFields fields) => new()
    {
        EventName = name,
        EventType = fields.Text("issue_event_type_name", LongestWord),
        Site = site,
        IssueId = issueId,
        Key = fields.Text("issue.key", LongestName),
        Status = fields.Text("issue.fields.status.name", LongestName),
        StatusCategory = fields.Text("issue.fields.status.statusCategory.key", LongestWord),
        Actor = Actors.Select(path => Actor(fields, path)).FirstOrDefault(actor => actor is not null),
        At = JiraNumbers.Instant(fields, "timestamp"),
        ChangelogId = fields.Id("changelog.id"),
        CommentId = fields.Id("comment.id"),
        WorklogId = fields.Id("worklog.id"),
        ChangedFields = [.. fields.Elements("changelog.items").Select(ChangedField).OfType<string>().Distinct(StringComparer.Ordinal)],
    };

    /// <summary>Names are capitalised by some Jiras and translated by others; ids are neither, and old servers have none.</summary>
    private static string? ChangedField(JsonFields item) =>
        (item.Text("fieldId", LongestField) ?? item.Text("field", LongestField))?.ToLowerInvariant();

    private static string? Actor(JsonFields fields, string person) =>
        fields.Text($"{person}.accountId", LongestName) ?? fields.Text($"{person}.key", LongestName) ?? fields.Text($"{person}.name", LongestName);

    private static string[] Person(string path) => [$"{path}.accountId", $"{path}.key", $"{path}.name", $"{path}.emailAddress"];
}

using System.Text.Json;
using Webhooks.Activities.Json;

namespace Webhooks.Activities.Jira;

/// <summary>Finds an issue's texts in a body of Jira Cloud, Data Center or an older server.</summary>
internal static class IssueBody
{
    private const int LongestText = 250;
    private const int LongestValue = 120;
    private const int LongestDescription = 4_000;
    private const int MostChanges = 8;

    private static readonly string[] People = ["user", "comment.updateAuthor", "comment.author", "worklog.updateAuthor", "worklog.author"];

    /// <exception cref="FormatException">It is not a JSON object.</exception>
    public static IssueTexts Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : throw new FormatException("The payload is not a JSON object.");
        }
        catch (JsonException failure)
        {
            throw new FormatException("The payload is not valid JSON.", failure);
        }
    }

    private static IssueTexts Read(JsonElement root) => new()
    {
        Summary = root.Text("issue.fields.summary", LongestText),
        Description = root.Text("issue.fields.description", LongestDescription),
        Type = root.Text("issue.fields.issuetype.name", LongestValue),
        Priority = root.Text("issue.fields.priority.name", LongestValue),
        Assignee = Assignee(root),
        By = People.Select(path => Person(root, path)).FirstOrDefault(name => name is not null),
        Self = root.Text("issue.self", LongestText),
        Changes = root.Find("changelog.items") is { ValueKind: JsonValueKind.Array } items
            ? [.. items.EnumerateArray().Select(Change).OfType<FieldChange>().Take(MostChanges)]
            : [],
    };

    private static string? Assignee(JsonElement root) => root.Find("issue.fields.assignee") switch
    {
        { ValueKind: JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.Object } => Person(root, "issue.fields.assignee") ?? "",
        _ => null,
    };

    private static string? Person(JsonElement root, string path) =>
        root.Text(path + ".displayName", LongestValue) ?? root.Text(path + ".name", LongestValue);

    private static FieldChange? Change(JsonElement item) =>
        item.Text("field", LongestValue) is { } field
            ? new FieldChange(field, item.Text("fromString", LongestValue), item.Text("toString", LongestValue))
            : null;
}

using System.Text.Json;

namespace Webhooks.Activities.Jira;

/// <summary>Finds an issue's texts in a body of Jira Cloud, Data Center or an older server.</summary>
internal static class IssueBody
{
    private const int LongestText = 250;
    private const int LongestValue = 120;
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
        Summary = Text(root, "issue.fields.summary", LongestText),
        Type = Text(root, "issue.fields.issuetype.name", LongestValue),
        Priority = Text(root, "issue.fields.priority.name", LongestValue),
        Assignee = Assignee(root),
        By = People.Select(path => Person(root, path)).FirstOrDefault(name => name is not null),
        Self = Text(root, "issue.self", LongestText),
        Changes = Find(root, "changelog.items") is { ValueKind: JsonValueKind.Array } items
            ? [.. items.EnumerateArray().Select(Change).OfType<FieldChange>().Take(MostChanges)]
            : [],
    };

    private static string? Assignee(JsonElement root) => Find(root, "issue.fields.assignee") switch
    {
        { ValueKind: JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.Object } => Person(root, "issue.fields.assignee") ?? "",
        _ => null,
    };

    private static string? Person(JsonElement root, string path) =>
        Text(root, path + ".displayName", LongestValue) ?? Text(root, path + ".name", LongestValue);

    private static FieldChange? Change(JsonElement item) =>
        Text(item, "field", LongestValue) is { } field
            ? new FieldChange(field, Text(item, "fromString", LongestValue), Text(item, "toString", LongestValue))
            : null;

    private static string? Text(JsonElement root, string path, int longest)
    {
        if (Find(root, path) is not { ValueKind: JsonValueKind.String } value)
        {
            return null;
        }

        try
        {
            return value.GetString() is { Length: > 0 } text ? Cut(text, longest) : null;
        }
        catch (InvalidOperationException)
        {
            // What a text that is not Unicode gives, the value being a string.
            return null;
        }
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";

    private static JsonElement? Find(JsonElement root, string path)
    {
        var at = root;
        foreach (var step in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
            {
                return null;
            }
        }

        return at;
    }
}

using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Json;

namespace Webhooks.Gateway.Jira;

/// <summary>Where Jira's events say who made a change: one person, under several names.</summary>
internal static class JiraOrigin
{
    private const int Longest = 255;

    private static readonly string[] Names = ["accountId", "key", "name"];

    public static ChangeOrigin Of(string? eventName, JsonFields fields)
    {
        var person = Array.Find(JiraFields.Actors, path => Names.Any(name => fields.Text($"{path}.{name}", Longest) is not null));
        return new ChangeOrigin
        {
            Accounts = person is null ? [] : [.. Names.Select(name => fields.Text($"{person}.{name}", Longest))],
            Emails = person is null ? [] : [fields.Text($"{person}.emailAddress", Longest)],
            Texts = IsAboutComment(eventName, fields) ? [fields.Prose("comment.body")] : [],
        };
    }

    private static bool IsAboutComment(string? eventName, JsonFields fields) =>
        eventName?.StartsWith("comment_", StringComparison.Ordinal) == true
        || fields.Text("issue_event_type_name", 64) is "issue_commented" or "issue_comment_edited";
}

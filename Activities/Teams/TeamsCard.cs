using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Notifications;

namespace Webhooks.Activities.Teams;

/// <summary>
/// A notification as an adaptive card for a workflow in Teams. Foreign text stands in rich text blocks only: they have no Markdown, so it is shown
/// as it is and nothing in it becomes a link. What would be too large is cut, the text first, and says so.
/// </summary>
internal static class TeamsCard
{
    /// <summary>Teams takes 28 KB for a message, with what it adds.</summary>
    public const int LargestPayload = 27 * 1024;

    private const int LongestText = 30_000;
    private const int LongestTitle = 200;
    private const int LongestName = 60;
    private const int LongestValue = 300;
    private const int MostFacts = 20;

    /// <summary>Teams shows six buttons.</summary>
    private const int MostLinks = 6;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Notification notification)
    {
        var text = PlainText.Cut(Visible(notification.Text), LongestText);
        var facts = notification.Facts.Take(MostFacts).ToList();
        while (Payload(notification, text, 0, facts).Length > LargestPayload)
        {
            facts.RemoveAt(facts.Count - 1);
        }

        // The longest beginning that fits, found by halving.
        var (fits, tooLong) = (0, text.Length + 1);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            (fits, tooLong) = Payload(notification, text, middle, facts).Length <= LargestPayload ? (middle, tooLong) : (fits, middle);
        }

        return Payload(notification, text, fits, facts);
    }

    private static byte[] Payload(Notification notification, string text, int length, List<NotificationFact> facts)
    {
        var isCut = length < text.Length || facts.Count < notification.Facts.Count;
        var shown = text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
        var message = new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["contentUrl"] = null,
                ["content"] = Card(notification, isCut ? $"{shown}…\n\n(Not all of it has room on a card.)" : shown, facts),
            }),
        };
        return JsonSerializer.SerializeToUtf8Bytes(message, Json);
    }

    private static JsonObject Card(Notification notification, string text, List<NotificationFact> facts)
    {
        JsonArray body = [Block("default", Run(PlainText.Cut(Line(notification.Title), LongestTitle), isBold: true, size: "large"))];
        var spacing = "default";
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.Length > 0)
            {
                body.Add(Block(spacing, Run(line)));
            }

            // Rich text has no line breaks: the lines of a paragraph are blocks without space between them.
            spacing = line.Length > 0 ? "none" : "default";
        }

        foreach (var fact in facts)
        {
            var name = Run($"{PlainText.Cut(Line(fact.Name), LongestName)}: ", isBold: true);
            body.Add(Block(fact == facts[0] ? "default" : "none", name, Run(PlainText.Cut(Line(fact.Value), LongestValue))));
        }

        var links = notification.Links.Where(link => link.IsSafe()).Take(MostLinks).Select(Action);
        return new JsonObject
        {
            ["$schema"] = "https://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["msteams"] = new JsonObject { ["width"] = "Full" },
            ["body"] = body,
            ["actions"] = new JsonArray([.. links]),
        };
    }

    private static JsonObject Block(string spacing, params JsonNode[] runs) => new()
    {
        ["type"] = "RichTextBlock",
        ["spacing"] = spacing,
        ["inlines"] = new JsonArray(runs),
    };

    private static JsonObject Run(string text, bool isBold = false, string size = "default") => new()
    {
        ["type"] = "TextRun",
        ["text"] = text,
        ["weight"] = isBold ? "bolder" : "default",
        ["size"] = size,
    };

    private static JsonObject Action(NotificationLink link) => new()
    {
        ["type"] = "Action.OpenUrl",
        ["title"] = PlainText.Cut(Line(link.Title), LongestName),
        ["url"] = link.Address.AbsoluteUri,
    };

    private static string Line(string text) => Visible(PlainText.Line(text));

    /// <summary>Cards put dates where text has <c>{{DATE(…)}}</c>.</summary>
    private static string Visible(string text) => PlainText.Visible(text).Replace("{{", "{ {", StringComparison.Ordinal);
}

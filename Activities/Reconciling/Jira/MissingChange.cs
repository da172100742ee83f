using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Webhooks.Activities.Jira.Api;

namespace Webhooks.Activities.Reconciling.Jira;

/// <summary>A change of an issue that was never delivered, written as Jira would have. Null as change: the issue's creation.</summary>
internal sealed record MissingChange(Issue Issue, IssueChange? Change, DateTimeOffset At)
{
    /// <summary>The same for the same change, so that posting it twice is a duplicate; its beginning tells it from Jira's own.</summary>
    public string Identifier => Change is null ? $"reconciled-{Issue.Id}-created" : $"reconciled-{Issue.Id}-changelog-{Change.Id}";

    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("timestamp", At.ToUnixTimeMilliseconds());
            writer.WriteString("webhookEvent", Change is null ? "jira:issue_created" : "jira:issue_updated");
            writer.WriteBoolean("reconciled", value: true);
            Write(writer, "user", Change is null ? Creator() : Change.Author);
            writer.WriteStartObject("issue");
            writer.WriteString("id", Issue.Id);
            writer.WriteString("self", Issue.Self);
            writer.WriteString("key", Issue.Key);
            Write(writer, "fields", Issue.Fields);
            writer.WriteEndObject();
            if (Change is not null)
            {
                writer.WriteStartObject("changelog");
                writer.WriteString("id", Change.Id.ToString(CultureInfo.InvariantCulture));
                Write(writer, "items", Change.Items);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private JsonElement? Creator() => Issue.Fields.ValueKind == JsonValueKind.Object && Issue.Fields.TryGetProperty("creator", out var creator) ? creator : null;

    private static void Write(Utf8JsonWriter writer, string name, JsonElement? value)
    {
        if (value is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } element)
        {
            writer.WritePropertyName(name);
            element.WriteTo(writer);
        }
    }
}

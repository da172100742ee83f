using System.Net;
using System.Text.Json;

namespace Webhooks.Cli.Sending;

/// <summary>What the gateway said to a delivery.</summary>
/// <param name="Status">Null when nobody answered.</param>
/// <param name="DeliveryId">The gateway's id of it.</param>
/// <param name="Text">State and entity, or the problem.</param>
internal sealed record SendAnswer(HttpStatusCode? Status, string? DeliveryId, string Text)
{
    public bool IsAccepted => Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices;

    public static SendAnswer Of(HttpStatusCode status, string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Of(status, json.RootElement) : new(status, null, "");
        }
        catch (JsonException)
        {
            return new(status, null, "The answer is not JSON.");
        }
    }

    private static SendAnswer Of(HttpStatusCode status, JsonElement answer)
    {
        var isDuplicate = answer.TryGetProperty("duplicate", out var duplicate) && duplicate.ValueKind == JsonValueKind.True;
        string?[] parts = [isDuplicate ? "duplicate" : null, String(answer, "state"), String(answer, "entity"), String(answer, "title"), String(answer, "detail")];
        return new(status, String(answer, "deliveryId"), string.Join(", ", parts.OfType<string>()));
    }

    private static string? String(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

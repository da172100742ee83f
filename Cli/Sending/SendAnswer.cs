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
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.Object => Of(status, json.RootElement),
                JsonValueKind.Array => OfList(status, [.. json.RootElement.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object)]),
                _ => new(status, null, ""),
            };
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

    /// <summary>Several events of one file: each is a delivery.</summary>
    private static SendAnswer OfList(HttpStatusCode status, IReadOnlyList<JsonElement> answers) => new(
        status,
        string.Join(", ", answers.Select(answer => String(answer, "deliveryId"))),
        string.Join("; ", answers.Select(answer => Of(status, answer).Text).Distinct(StringComparer.Ordinal)));

    private static string? String(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

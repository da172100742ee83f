using System.Text.Json;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.Generation.OpenAI;

/// <summary>Reads why an endpoint refuses a request, as one of the codes that are known: nothing else of its answer is repeated.</summary>
internal static class ChatError
{
    /// <summary>Azure's word for data or an answer that its filter stopped.</summary>
    public const string ContentFilter = "content_filter";

    private static readonly string[] Known =
    [
        ContentFilter, "context_length_exceeded", "model_not_found", "DeploymentNotFound", "unsupported_value", "unsupported_parameter",
        "invalid_request_error", "invalid_value", "unknown_parameter", "billing_hard_limit_reached", "unknown_model",
    ];

    /// <returns>Null when it is none of them.</returns>
    public static string? CodeOf(ProviderAnswer answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
                ? Known.FirstOrDefault(known => string.Equals(known, code.GetString(), StringComparison.OrdinalIgnoreCase))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

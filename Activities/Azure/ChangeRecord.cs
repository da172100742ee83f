using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Activities.Azure;

/// <summary>A row of Resource Graph's <c>resourcechanges</c>, as the client asks for it.</summary>
internal sealed record ChangeRecord
{
    [JsonPropertyName("target")]
    public required string Target { get; init; }

    /// <summary><c>Create</c>, <c>Update</c> or <c>Delete</c>.</summary>
    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    /// <summary>A name, an address or an id; empty when Azure does not know.</summary>
    [JsonPropertyName("by")]
    public string? By { get; init; }

    [JsonPropertyName("byType")]
    public string? ByType { get; init; }

    /// <summary>Such as <c>Azure Portal</c>.</summary>
    [JsonPropertyName("client")]
    public string? Client { get; init; }

    /// <summary>By property path. Nothing for what was created or deleted.</summary>
    [JsonPropertyName("changes")]
    public IReadOnlyDictionary<string, ChangedValue>? Changes { get; init; }
}

internal sealed record ChangedValue
{
    [JsonPropertyName("previousValue")]
    public JsonElement Previous { get; init; }

    [JsonPropertyName("newValue")]
    public JsonElement New { get; init; }

    /// <summary><c>User</c>, or <c>System</c> for what Azure sets by itself.</summary>
    [JsonPropertyName("changeCategory")]
    public string? Category { get; init; }
}

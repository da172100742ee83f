using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Activities.Azure;

/// <summary>A deployment in a scope's history, as Resource Manager writes it.</summary>
internal sealed record ArmDeployment
{
    [JsonPropertyName("properties")]
    public required ArmDeploymentProperties Properties { get; init; }
}

internal sealed record ArmDeploymentProperties
{
    [JsonPropertyName("provisioningState")]
    public string? ProvisioningState { get; init; }

    [JsonPropertyName("correlationId")]
    public Guid? CorrelationId { get; init; }

    /// <summary>ISO 8601, such as <c>PT22.8S</c>.</summary>
    [JsonPropertyName("duration")]
    public string? Duration { get; init; }

    /// <summary><c>Incremental</c>, or <c>Complete</c>, which deletes what the template does not have.</summary>
    [JsonPropertyName("mode")]
    public string? Mode { get; init; }

    [JsonPropertyName("parameters")]
    public IReadOnlyDictionary<string, ArmValue>? Parameters { get; init; }

    [JsonPropertyName("outputs")]
    public IReadOnlyDictionary<string, ArmValue>? Outputs { get; init; }

    [JsonPropertyName("error")]
    public ArmError? Error { get; init; }
}

/// <summary>A parameter or an output. A secure one has no value.</summary>
internal sealed record ArmValue
{
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("value")]
    public JsonElement Value { get; init; }

    /// <summary>It is named as secret, whatever Resource Manager leaves out.</summary>
    [JsonIgnore]
    public bool IsSecure => Type?.StartsWith("secure", StringComparison.OrdinalIgnoreCase) == true;
}

internal sealed record ArmError
{
    [JsonPropertyName("code")]
    public string? Code { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }
}

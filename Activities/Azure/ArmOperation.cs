using System.Text.Json.Serialization;

namespace Webhooks.Activities.Azure;

/// <summary>What a deployment did to one resource, as Resource Manager writes it.</summary>
internal sealed record ArmOperation
{
    [JsonPropertyName("properties")]
    public required ArmOperationProperties Properties { get; init; }
}

internal sealed record ArmOperationProperties
{
    /// <summary>Such as <c>Create</c> or <c>Read</c>.</summary>
    [JsonPropertyName("provisioningOperation")]
    public string? ProvisioningOperation { get; init; }

    [JsonPropertyName("provisioningState")]
    public string? ProvisioningState { get; init; }

    /// <summary>None when the operation is about the deployment itself.</summary>
    [JsonPropertyName("targetResource")]
    public ArmTarget? TargetResource { get; init; }
}

internal sealed record ArmTarget
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }
}

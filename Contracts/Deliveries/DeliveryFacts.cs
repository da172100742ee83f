using System.Text.Json;
using System.Text.Json.Serialization;
using Webhooks.Contracts.Azure;
using Webhooks.Contracts.GitHub;
using Webhooks.Contracts.Jira;

namespace Webhooks.Contracts.Deliveries;

/// <summary>
/// What identification read from the body and the signal repeats. Kept in the journal, so that a signal can be sent after a crash, and an entity
/// that comes back knows what happened to it before.
/// </summary>
public sealed record DeliveryFacts
{
    public GitHubPush? Push { get; init; }

    public GitHubPullRequest? PullRequest { get; init; }

    public GitHubRelease? Release { get; init; }

    public GitHubDeployment? Deployment { get; init; }

    public GitHubRepositoryChange? RepositoryChange { get; init; }

    public GitHubPing? Ping { get; init; }

    public JiraIssueEvent? JiraIssue { get; init; }

    public AzureResourceEvent? AzureResource { get; init; }

    /// <summary>We did it ourselves, as far as the provider says who did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OwnChange { get; init; }

    /// <summary>SHA-256 of the request body as it was received, where what is stored is only a part of it, or is redacted.</summary>
    public string? RequestSha256 { get; init; }

    /// <summary>What it takes to verify it again. Null when nothing is kept that could prove it.</summary>
    public DeliveryProof? Proof { get; init; }

    /// <summary>Id of the delivery that this one repeats at an operator's wish; null for what a provider sent.</summary>
    public string? ReplayOf { get; init; }

    /// <summary>The replay it is part of.</summary>
    public string? Replay { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, WrittenFactsJson.Default.DeliveryFacts);

    public static DeliveryFacts FromJson(byte[]? json) =>
        json is null ? new DeliveryFacts() : JsonSerializer.Deserialize(json, ReadFactsJson.Default.DeliveryFacts) ?? new DeliveryFacts();
}

/// <summary>Apart from reading, because what describes every property of every event to a reader would have to be made before the first delivery is answered.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(DeliveryFacts))]
internal sealed partial class WrittenFactsJson : JsonSerializerContext;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DeliveryFacts))]
internal sealed partial class ReadFactsJson : JsonSerializerContext;

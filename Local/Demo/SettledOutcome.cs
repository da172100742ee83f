namespace Webhooks.Local.Demo;

/// <summary>How a delivery ended, as the gateway's API tells it.</summary>
internal sealed record SettledOutcome
{
    public required string Kind { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<string> Artefacts { get; init; } = [];
}

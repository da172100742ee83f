namespace Webhooks.Storage.Secrets;

/// <summary>The secrets of one gateway and their use, as it wrote them last.</summary>
public sealed record SecretStatusReport
{
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>How long nobody may have used a secret before it counts as out of use.</summary>
    public required TimeSpan QuietPeriod { get; init; }

    /// <summary>By source, in the order they are configured; those that are only remembered come last.</summary>
    public IReadOnlyList<SecretStatus> Secrets { get; init; } = [];
}

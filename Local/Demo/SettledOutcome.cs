namespace Webhooks.Local.Demo;

/// <summary>How a delivery ended, as the gateway's API tells it.</summary>
internal sealed record SettledOutcome
{
    public required string Kind { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<string> Artefacts { get; init; } = [];

    /// <param name="documents">Folder of the knowledge base.</param>
    /// <returns>Whether a delivery may end so: all documents it names are there, and what was left out says why.</returns>
    public bool IsGood(string documents) => Kind.ToLowerInvariant() switch
    {
        "handled" => Artefacts.All(path => File.Exists(Path.Combine(documents, path))),
        "filtered" => Reason is { Length: > 0 },
        _ => false,
    };
}

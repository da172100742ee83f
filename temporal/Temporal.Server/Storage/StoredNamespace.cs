namespace Temporal.Server.Storage;

internal sealed record StoredNamespace
{
    public required string Name { get; init; }

    public required string Id { get; init; }

    public string Description { get; init; } = "";

    public string OwnerEmail { get; init; } = "";

    public required TimeSpan Retention { get; init; }
}

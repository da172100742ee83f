namespace Webhooks.Activities.Commits;

/// <summary>The changes under one top folder.</summary>
public sealed record ChangedArea
{
    /// <summary>Name of the top folder; empty for files at the root.</summary>
    public required string Folder { get; init; }

    public required int Added { get; init; }

    public required int Modified { get; init; }

    public required int Removed { get; init; }

    /// <summary>Kinds of the files, the most frequent first.</summary>
    public required IReadOnlyList<ChangeKind> Kinds { get; init; }

    /// <summary>The first of them, in path order.</summary>
    public required IReadOnlyList<ChangedFile> Files { get; init; }

    public int Total() => Added + Modified + Removed;
}

public sealed record ChangedFile(ChangeVerb Verb, string Path);

public enum ChangeVerb
{
    Added,
    Modified,
    Removed,
}

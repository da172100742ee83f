namespace Webhooks.Storage.Knowledge;

/// <summary>What making the index anew came upon.</summary>
public sealed record RebuildResult
{
    /// <summary>Documents that are in the index now.</summary>
    public required int Documents { get; init; }

    /// <summary>Of them those of which the index knew nothing.</summary>
    public required int Added { get; init; }

    /// <summary>Of them those whose file was another than the index said.</summary>
    public required int Changed { get; init; }

    /// <summary>Documents whose file is gone.</summary>
    public required int Removed { get; init; }

    /// <summary>Files that are no documents, with the reason.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Skipped { get; init; }
}

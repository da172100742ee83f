namespace Webhooks.Storage.Knowledge.Links;

/// <summary>Writes the sections of related documents anew at the other ends of a document's links.</summary>
internal sealed class RelatedFiles(KnowledgeFiles files, IKnowledgeRows rows)
{
    /// <param name="earlier">The document's row until now.</param>
    /// <param name="current">Its row from now on.</param>
    /// <param name="before">What it was linked with.</param>
    /// <param name="after">What it is linked with.</param>
    public async Task RefreshAsync(StoredDocument? earlier, StoredDocument current, IReadOnlyList<RelatedDocument> before, IReadOnlyList<RelatedDocument> after)
    {
        var had = before.Select(document => document.Path).ToHashSet(StringComparer.Ordinal);
        var has = after.Select(document => document.Path).ToHashSet(StringComparer.Ordinal);

        // The others show its title, kind, date and path: when one of them changed, all look again.
        var looksTheSame = earlier is not null
            && (earlier.Title, earlier.Kind, earlier.Date, earlier.Path) == (current.Title, current.Kind, current.Date, current.Path);
        var others = after.Concat(before).DistinctBy(document => document.Path, StringComparer.Ordinal);
        foreach (var document in others.Where(document => !looksTheSame || had.Contains(document.Path) != has.Contains(document.Path)))
        {
            await RefreshAsync(document.Key, document.Path);
        }
    }

    /// <summary>A file that is not there is put right when its document is stored, not here.</summary>
    public async Task RefreshAsync(string key, string path)
    {
        if (await files.ReadAsync(path, CancellationToken.None) is { } text)
        {
            var related = await rows.RelatedAsync(key, CancellationToken.None);
            await files.ReplaceAsync(path, RelatedSection.Append(RelatedSection.Remove(text), path, related), CancellationToken.None);
        }
    }
}

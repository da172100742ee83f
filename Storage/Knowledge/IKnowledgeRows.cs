using Webhooks.Storage.Knowledge.Links;
using Webhooks.Storage.Knowledge.Search;

namespace Webhooks.Storage.Knowledge;

/// <summary>The rows of an index, on one connection. One call at a time.</summary>
internal interface IKnowledgeRows
{
    Task<StoredDocument?> FindByKeyAsync(string key, CancellationToken cancellationToken);

    /// <param name="path">Its case does not matter.</param>
    Task<StoredDocument?> FindByPathAsync(string path, CancellationToken cancellationToken);

    Task<IReadOnlyList<StoredDocument>> ListAsync(KnowledgeFilter filter, CancellationToken cancellationToken);

    Task<long> CountAsync(KnowledgeFilter filter, CancellationToken cancellationToken);

    /// <returns>The best first.</returns>
    Task<IReadOnlyList<StoredDocument>> SearchAsync(IReadOnlyList<SearchTerm> terms, KnowledgeQuery query, CancellationToken cancellationToken);

    /// <summary>What a document mentions and what mentions it; the newest first, at most <see cref="KnowledgeBase.MaximumRelated"/>.</summary>
    Task<IReadOnlyList<RelatedDocument>> RelatedAsync(string key, CancellationToken cancellationToken);

    Task PutAsync(IndexedDocument document, CancellationToken cancellationToken);

    Task RemoveAsync(string key, CancellationToken cancellationToken);

    /// <summary>Says of which form and by which rules the rows are; null when they have never been made of all files.</summary>
    Task<string?> MarkAsync(CancellationToken cancellationToken);

    Task SetMarkAsync(string mark, CancellationToken cancellationToken);
}

using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>Where the document of an entity is: what its newest outcome produced, else what the knowledge base has under its key.</summary>
internal sealed class EntityDocuments(KnowledgeBase knowledge)
{
    private readonly Dictionary<string, string> produced = new(StringComparer.Ordinal);

    public void Note(string entity, Outcome? outcome)
    {
        if (outcome?.Artefacts is [.., var path])
        {
            produced[entity] = path;
        }
    }

    public async Task<string?> FindAsync(string entity, string key, CancellationToken cancellationToken) =>
        produced.GetValueOrDefault(entity) ?? (await knowledge.FindByKeyAsync(key, cancellationToken))?.Path;
}

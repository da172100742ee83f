using Temporalio.Activities;
using Temporalio.Exceptions;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.GitHub;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Knowledge;

public sealed class KnowledgeActivities(KnowledgeBase knowledge)
{
    /// <summary>Stores a document under its key; the same key again changes at most the text.</summary>
    /// <returns>The path under which it stands.</returns>
    [Activity]
    public async Task<string> StoreDocumentAsync(GeneratedDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        try
        {
            return await StoreAsync(document, document.Path);
        }
        catch (PathTakenException)
        {
            return await StoreAsync(document, document.AlternativePath);
        }
    }

    /// <summary>The path of a document that was stored earlier, or null.</summary>
    [Activity]
    public async Task<string?> FindDocumentAsync(string key)
    {
        var document = await knowledge.FindByKeyAsync(key, ActivityExecutionContext.Current.CancellationToken);
        return document?.Path;
    }

    /// <summary>Which of the commits have a document that says that something is missing before it.</summary>
    /// <param name="entity">Entity id text of the repository.</param>
    /// <param name="commits">Hashes.</param>
    /// <param name="missing">Hash that the missing push would have led to.</param>
    [Activity]
    public async Task<IReadOnlyList<string>> FindBehindGapAsync(string entity, IReadOnlyList<string> commits, string missing)
    {
        ArgumentNullException.ThrowIfNull(commits);
        var found = new List<string>();
        foreach (var sha in commits)
        {
            var document = await knowledge.FindByKeyAsync(CommitReference.KeyOf(entity, sha), ActivityExecutionContext.Current.CancellationToken);
            if (document?.Properties.GetValueOrDefault(CommitTemplate.MissingBefore) == missing)
            {
                found.Add(sha);
            }
        }

        return found;
    }

    private async Task<string> StoreAsync(GeneratedDocument document, string path)
    {
        try
        {
            var stored = await knowledge.StoreAsync(
                new KnowledgeDocument
                {
                    Key = document.Key,
                    Path = path,
                    Kind = document.Kind,
                    Title = document.Title,
                    Markdown = document.Markdown,
                    Properties = document.Properties,
                },
                ActivityExecutionContext.Current.CancellationToken);
            return stored.Document.Path;
        }
        catch (Exception failure) when (failure is UnsafePathException or ArgumentException)
        {
            throw new ApplicationFailureException(failure.Message, failure, ErrorTypes.KnowledgeBase, nonRetryable: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Data.Common.DbException or LedgerUnavailableException)
        {
            throw new ApplicationFailureException("The knowledge base cannot be written.", failure, ErrorTypes.KnowledgeBase);
        }
    }
}

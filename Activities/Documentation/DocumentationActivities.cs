using Temporalio.Activities;
using Webhooks.Activities.Commits;

namespace Webhooks.Activities.Documentation;

public static class DocumentationActivities
{
    /// <summary>Writes the document by template: the same analysis always gives the same text.</summary>
    [Activity]
    public static GeneratedDocument GenerateCommitDocument(CommitAnalysis analysis) => CommitTemplate.Write(analysis);
}

using Temporalio.Workflows;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Knowledge;
using Webhooks.Contracts;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.GitHub;

/// <summary>One commit: analysed, and if it is significant, documented in the knowledge base.</summary>
[Workflow(WorkflowNames.GitHubCommitHandler)]
public sealed class GitHubCommitHandlerWorkflow
{
    [WorkflowRun]
    public async Task<CommitResult> RunAsync(CommitReference commit)
    {
        var analysis = await Workflow.ExecuteActivityAsync((CommitActivities activities) => activities.AnalyseCommitAsync(commit), ActivityPolicies.Standard);
        if (analysis.Rule is not null)
        {
            return new CommitResult { Rule = analysis.Rule };
        }

        var document = await Degradation.OrElseAsync(
            DegradedSteps.Generation,
            () => Workflow.ExecuteActivityAsync((DocumentationActivities activities) => activities.GenerateCommitDocumentAsync(analysis), ActivityPolicies.Generation),
            _ => Workflow.ExecuteActivityAsync((DocumentationActivities activities) => activities.WriteCommitFromTemplate(analysis), ActivityPolicies.Standard));
        var path = await Workflow.ExecuteActivityAsync((KnowledgeActivities activities) => activities.StoreDocumentAsync(document), ActivityPolicies.Storage);
        return new CommitResult { Document = path };
    }
}

using Temporalio.Activities;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Jira;
using Webhooks.Activities.PullRequests;

namespace Webhooks.Activities.Documentation;

/// <summary>Writes documents by template: the same facts always give the same text.</summary>
public static class DocumentationActivities
{
    [Activity]
    public static GeneratedDocument GenerateCommitDocument(CommitAnalysis analysis) => CommitTemplate.Write(analysis);

    [Activity]
    public static GeneratedDocument GenerateTicketDocument(Ticket ticket) => TicketTemplate.Write(ticket);

    [Activity]
    public static GeneratedDocument GeneratePullRequestDocument(PullRequest request) => PullRequestTemplate.Write(request);

    [Activity]
    public static GeneratedDocument GenerateDeploymentDocument(DeploymentLog log) => DeploymentTemplate.Write(log);
}

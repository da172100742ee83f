using Temporalio.Common;
using Temporalio.Workflows;
using Webhooks.Activities.Commits;
using Webhooks.Activities.GitHub;

namespace Webhooks.Activities.Tests.Commits;

/// <summary>One analysis, tried once.</summary>
[Workflow]
public sealed class AnalyseOneWorkflow
{
    [WorkflowRun]
    public Task<CommitAnalysis> RunAsync(CommitReference commit) => Workflow.ExecuteActivityAsync(
        (CommitActivities activities) => activities.AnalyseCommitAsync(commit),
        new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(5), RetryPolicy = new RetryPolicy { MaximumAttempts = 1 } });
}

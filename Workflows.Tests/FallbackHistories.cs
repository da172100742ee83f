using Temporalio.Common;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.Deployments;
using Webhooks.Workflows.Tests.Generation;
using Webhooks.Workflows.Tests.GitHub;
using Webhooks.Workflows.Tests.Jira;
using Webhooks.Workflows.Tests.PullRequests;

namespace Webhooks.Workflows.Tests;

/// <summary>Runs that asked a model in vain and wrote by template. The last runs of their world: nobody answers in it any more.</summary>
internal static class FallbackHistories
{
    public static async Task<IReadOnlyList<(string Name, WorkflowHistory History)>> RunAsync(RepositoryWorld world)
    {
        using var silent = TestGeneration.Silent();
        world.Documentation = silent.Documentation;
        await world.RestartWorkerAsync();
        var repository = world.Repository();
        await repository.OutcomeOfAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1), "feat: one")));
        var request = new TestPullRequest(world, 9005);
        await request.EndedAsync(request.Merged(9));
        var ticket = new TestTicket(world, 10042);
        await ticket.OutcomeOfAsync(ticket.Done(9));
        await world.Client.GetWorkflowHandle(ticket.Entity).GetResultAsync();
        var resource = new TestResource(world, 9004);
        await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 2, status: "Succeeded"));
        await world.Client.GetWorkflowHandle(resource.Entity).GetResultAsync();
        return
        [
            ("commit-by-template", await world.Client.GetWorkflowHandle($"{repository.Entity}/commit/{Pushes.Sha(1)}").FetchHistoryAsync()),
            ("pull-request-by-template", await world.Client.GetWorkflowHandle(request.Entity).FetchHistoryAsync()),
            ("ticket-by-template", await world.Client.GetWorkflowHandle(ticket.Entity).FetchHistoryAsync()),
            ("resource-by-template", await world.Client.GetWorkflowHandle(resource.Entity).FetchHistoryAsync()),
        ];
    }
}

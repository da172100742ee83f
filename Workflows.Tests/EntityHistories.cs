using Temporalio.Client;
using Temporalio.Common;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Deployments;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Jira;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.Deployments;
using Webhooks.Workflows.Tests.GitHub;
using Webhooks.Workflows.Tests.Jira;
using Webhooks.Workflows.Tests.PullRequests;

namespace Webhooks.Workflows.Tests;

/// <summary>Runs of tickets and deployments that are worth recording.</summary>
internal static class EntityHistories
{
    public static async Task<IReadOnlyList<(string Name, WorkflowHistory History)>> RunAsync(RepositoryWorld world) =>
        [.. await TicketAsync(world), .. await DeploymentAsync(world), .. await GapAsync(world), .. await ResourceAsync(world), .. await PullRequestAsync(world),
            .. await PublishedAsync(world), .. await AmendedAsync(world), .. await OwnChangesAsync(world)];

    private static async Task<(string Name, WorkflowHistory History)[]> TicketAsync(RepositoryWorld world)
    {
        var ticket = new TestTicket(world, 10041);
        var start = new TicketCarry { DeliveriesARun = 4 };
        var done = ticket.Done(9);
        var first = await ticket.StoredAsync(ticket.Moved(5, "To Do", "In Progress", "indeterminate"));
        var handle = await ticket.DeliverAsync(first, start);
        await ticket.DeliverAsync(first, start);
        await ticket.OutcomeOfAsync(done, start);
        await ticket.OutcomeOfAsync(ticket.Happened("comment_liked", 10), start);
        await ticket.OutcomeOfAsync(ticket.Commented(12, 7));
        await ticket.OutcomeOfAsync(ticket.Twin(done));
        await handle.GetResultAsync();
        var late = await ticket.StoredAsync(ticket.Happened("jira:issue_created", 0));
        await (await ticket.DeliverAsync(late)).GetResultAsync();

        return
        [
            ("ticket-continues", await world.Client.GetWorkflowHandle(ticket.Entity, handle.ResultRunId).FetchHistoryAsync()),
            ("ticket-comes-back", await world.Client.GetWorkflowHandle(ticket.Entity).FetchHistoryAsync()),
        ];
    }

    private static async Task<(string Name, WorkflowHistory History)[]> DeploymentAsync(RepositoryWorld world)
    {
        var deployment = new TestDeployment(world, 9001);
        var status = await deployment.StoredAsync(deployment.Reached("success", 5));
        var handle = await deployment.DeliverAsync(status);
        await deployment.OutcomeOfAsync(deployment.Requested());
        await world.OutcomeAsync(status.DeliveryId);
        await deployment.OutcomeOfAsync(deployment.Reached("in_progress", 3));
        await handle.GetResultAsync();
        return [("deployment-waits-for-its-request", await world.Client.GetWorkflowHandle(deployment.Entity).FetchHistoryAsync())];
    }

    private static async Task<(string Name, WorkflowHistory History)[]> GapAsync(RepositoryWorld world)
    {
        var deployment = new TestDeployment(world, 9002);
        var start = new DeploymentCarry { DeliveriesARun = 1 };
        var status = await deployment.StoredAsync(deployment.Reached("success", 5));
        var handle = await deployment.DeliverAsync(status, start);
        await deployment.OutcomeOfAsync(deployment.Strange(), start);
        await world.OutcomeAsync(status.DeliveryId);
        await deployment.OutcomeOfAsync(deployment.Requested());
        return
        [
            ("deployment-continues-waiting", await world.Client.GetWorkflowHandle(deployment.Entity, handle.ResultRunId).FetchHistoryAsync()),
            ("deployment-goes-on-with-a-gap", await SecondRunAsync(world, deployment.Entity)),
        ];
    }

    private static async Task<(string Name, WorkflowHistory History)[]> ResourceAsync(RepositoryWorld world)
    {
        var resource = new TestResource(world, 9003);
        DeliveryEvent[] life =
        [
            resource.Happened("WriteSuccess", 1, status: "Accepted"), resource.Happened("WriteSuccess", 2, status: "Succeeded"),
            resource.Happened("DeleteFailure", 9, "c-2"), resource.Happened("WriteSuccess", 2, status: "Succeeded"),
        ];
        foreach (var delivery in life)
        {
            await resource.OutcomeOfAsync(delivery);
        }

        await world.Client.GetWorkflowHandle(resource.Entity).GetResultAsync();
        return [("resource-changes", await world.Client.GetWorkflowHandle(resource.Entity).FetchHistoryAsync())];
    }

    /// <summary>What we did ourselves, and what somebody else did next.</summary>
    private static async Task<(string Name, WorkflowHistory History)[]> OwnChangesAsync(RepositoryWorld world)
    {
        var ticket = new TestTicket(world, 10042);
        var deployment = new TestDeployment(world, 9005);
        var repository = world.Repository();
        var (done, body) = ticket.Done(9);
        await ticket.OutcomeOfAsync((done with { OwnChange = true }, body));
        await ticket.OutcomeOfAsync(ticket.Commented(12, 7));
        await deployment.OutcomeOfAsync(deployment.Requested() with { OwnChange = true });
        await deployment.OutcomeOfAsync(deployment.Reached("success", 3));
        await repository.OutcomeOfAsync(await world.StoreAsync(repository.Event(repository.Push()) with { OwnChange = true }, Pushes.Body()));
        var handles = new[] { ticket.Entity, deployment.Entity, repository.Entity }.Select(entity => world.Client.GetWorkflowHandle(entity)).ToList();
        foreach (var handle in handles)
        {
            await handle.GetResultAsync();
        }

        return
        [
            ("ticket-own-change", await handles[0].FetchHistoryAsync()),
            ("deployment-own-change", await handles[1].FetchHistoryAsync()),
            ("repository-own-change", await handles[2].FetchHistoryAsync()),
        ];
    }

    private static async Task<(string Name, WorkflowHistory History)[]> PullRequestAsync(RepositoryWorld world)
    {
        var request = new TestPullRequest(world, 9004);
        var start = new PullRequestCarry { DeliveriesARun = 5 };
        var merged = request.Merged(9);
        var first = await request.StoredAsync(request.Opened());
        var handle = await request.DeliverAsync(first, start);
        await request.DeliverAsync(first, start);
        await request.OutcomeOfAsync(request.Reviewed(5, "ada", "approved", 501), start);
        await request.OutcomeOfAsync(merged, start);
        await request.OutcomeOfAsync((request.Strange().Delivery, []), start);
        await request.OutcomeOfAsync(request.Twin(merged));
        await handle.GetResultAsync();
        await request.EndedAsync(request.Reviewed(12, "cy", "commented", 502, merged: 9));

        return
        [
            ("pull-request-continues", await world.Client.GetWorkflowHandle(request.Entity, handle.ResultRunId).FetchHistoryAsync()),
            ("pull-request-comes-back", await world.Client.GetWorkflowHandle(request.Entity).FetchHistoryAsync()),
        ];
    }

    /// <summary>A change log that goes to the document store, one that waits for a person, and the next version of it, which does not.</summary>
    private static async Task<(string Name, WorkflowHistory History)[]> PublishedAsync(RepositoryWorld world)
    {
        var (published, waiting) = (new TestResource(world, 9004), new TestResource(world, 9005));
        await published.OutcomeOfAsync(published.Happened("WriteSuccess", 1, status: "Accepted"));
        await published.OutcomeOfAsync(published.Happened("WriteSuccess", 2));
        (world.Store.IsDown, world.Notifier.IsDown) = (true, true);
        await waiting.OutcomeOfAsync(waiting.Happened("WriteSuccess", 1));
        (world.Store.IsDown, world.Notifier.IsDown) = (false, false);
        await waiting.OutcomeOfAsync(waiting.Happened("DeleteSuccess", 2, "c-2"));
        await world.Client.GetWorkflowHandle(waiting.Entity).GetResultAsync();
        return
        [
            ("resource-published", await world.Client.GetWorkflowHandle(published.Entity).FetchHistoryAsync()),
            ("resource-upload-waits", await world.Client.GetWorkflowHandle(waiting.Entity).FetchHistoryAsync()),
        ];
    }

    /// <summary>A change of which Azure tells only when it is asked for the second time.</summary>
    private static async Task<(string Name, WorkflowHistory History)[]> AmendedAsync(RepositoryWorld world)
    {
        using var azure = new ScriptedAzure();
        world.Azure = azure.Activities();
        await world.RestartWorkerAsync();
        var resource = new TestResource(world, 9006, ScriptedAzure.Subscription);
        await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1, ScriptedAzure.Correlation));
        azure.Changes = $$$$"""[{"target":"{{{{resource.ResourceId}}}}","kind":"Update","by":"mona","changes":{"tags.owner":{"previousValue":null,"newValue":"shop"}}}]""";
        await world.Client.GetWorkflowHandle(resource.Entity).GetResultAsync();
        return [("resource-amended", await world.Client.GetWorkflowHandle(resource.Entity).FetchHistoryAsync())];
    }

    /// <summary>The run after the first one.</summary>
    private static async Task<WorkflowHistory> SecondRunAsync(RepositoryWorld world, string entity)
    {
        var runs = new List<WorkflowExecution>();
        await foreach (var run in world.Client.ListWorkflowsAsync($"WorkflowId = '{entity}'"))
        {
            runs.Add(run);
        }

        return await world.Client.GetWorkflowHandle(entity, runs.OrderBy(run => run.StartTime).ElementAt(1).RunId).FetchHistoryAsync();
    }
}

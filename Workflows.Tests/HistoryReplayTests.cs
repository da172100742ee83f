using Temporalio.Common;
using Temporalio.Worker;
using Webhooks.Workflows.Deployments;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Jira;
using Webhooks.Workflows.Patterns;
using Webhooks.Workflows.Reconciling;
using Webhooks.Workflows.Reports;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests;

/// <summary>
/// Runs that were recorded on the embedded server and must replay with today's code: a workflow that is open when the worker is replaced goes
/// on from such a history. A failure here means that a change needs <c>Workflow.Patched</c>, not that the history needs recording anew.
/// </summary>
public sealed class HistoryReplayTests
{
    public static TheoryData<string> Recorded => [.. Directory.EnumerateFiles(Recording.Folder("Histories"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Replays(string name)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(Recording.Folder("Histories"), name + ".json"));

        await Replayer().ReplayWorkflowAsync(WorkflowHistory.FromJson(name, json));
    }

    /// <summary>The same runs as the recorded ones, made now: each must replay, and those are what is kept when recording is on.</summary>
    [Fact]
    public async Task Runs_of_today_replay_after_a_round_through_their_file_format()
    {
        var world = new RepositoryWorld();
        await world.InitializeAsync();
        try
        {
            foreach (var (name, history) in (await RunAsync(world)).Concat(await RunOutOfOrderAsync(world)).Concat(await RunReplayAsync(world)).Concat(await EntityHistories.RunAsync(world)).Concat(await FallbackHistories.RunAsync(world)))
            {
                await HistoryFiles.ReplayAndKeepAsync(Replayer(), name, history);
            }
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    internal static WorkflowReplayer Replayer() =>
        new(new WorkflowReplayerOptions()
            .AddWorkflow<GitHubRepositoryWorkflow>()
            .AddWorkflow<GitHubCommitHandlerWorkflow>()
            .AddWorkflow<GitHubPullRequestWorkflow>()
            .AddWorkflow<GitHubDeploymentWorkflow>()
            .AddWorkflow<JiraTicketHandlerWorkflow>()
            .AddWorkflow<AzureDeploymentHandlerWorkflow>()
            .AddWorkflow<ManualUploadWorkflow>()
            .AddWorkflow<ManualInterventionWorkflow>()
            .AddWorkflow<ReconcileDeliveriesWorkflow>()
            .AddWorkflow<DueReportsWorkflow>()
            .AddWorkflow<DailyDocumentationWorkflow>()
            .AddWorkflow<WeeklyInvestorReportWorkflow>());

    private static async Task<(string Name, WorkflowHistory History)[]> RunAsync(RepositoryWorld world)
    {
        var start = new RepositoryCarry { DeliveriesARun = 4 };
        var repository = world.Repository();
        var first = await repository.StoredAsync(
            Pushes.Commit(Pushes.Sha(1), "feat: one"), Pushes.Commit(Pushes.Sha(2), "fix: two"), Pushes.Commit(Pushes.Sha(3), modified: ["README.md"]));
        var handle = await repository.DeliverAsync(first, start);
        await repository.DeliverAsync(first, start);
        await repository.DeliverAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1))), start);
        var damaged = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(5)));
        await repository.DeliverAsync(damaged with { Payload = damaged.Payload with { Sha256 = new string('0', 64) } }, start);
        var last = await repository.StoredEmptyAsync(repository.Push(0) with { Ref = "refs/tags/v1" });
        await repository.DeliverAsync(last, start);
        await world.OutcomeAsync(last.DeliveryId);
        await handle.GetResultAsync();

        var continued = world.Client.GetWorkflowHandle(repository.Entity, handle.ResultRunId);
        return
        [
            ("repository-continues", await continued.FetchHistoryAsync()),
            ("repository-ends-quiet", await world.Client.GetWorkflowHandle(repository.Entity).FetchHistoryAsync()),
            ("commit-documented", await world.Client.GetWorkflowHandle($"{repository.Entity}/commit/{Pushes.Sha(1)}").FetchHistoryAsync()),
            ("commit-not-significant", await world.Client.GetWorkflowHandle($"{repository.Entity}/commit/{Pushes.Sha(3)}").FetchHistoryAsync()),
        ];
    }

    /// <summary>A push that is handled, and handled again at an operator's wish.</summary>
    private static async Task<(string Name, WorkflowHistory History)[]> RunReplayAsync(RepositoryWorld world)
    {
        var repository = world.Repository();
        var push = await repository.StepAsync(1, 2);
        await repository.OutcomeOfAsync(push);
        await repository.OutcomeOfAsync(await repository.ReplayAsync(push));
        await world.Client.GetWorkflowHandle(repository.Entity).GetResultAsync();
        return [("repository-replays-push", await world.Client.GetWorkflowHandle(repository.Entity).FetchHistoryAsync())];
    }

    /// <summary>A push that waits over the end of a run, one that waits in vain, and what comes late and corrects it.</summary>
    private static async Task<(string Name, WorkflowHistory History)[]> RunOutOfOrderAsync(RepositoryWorld world)
    {
        var start = new RepositoryCarry { DeliveriesARun = 2 };
        var repository = world.Repository();
        var handle = await repository.DeliverAsync(await repository.StepAsync(1, 2), start);
        await repository.DeliverAsync(await repository.StepAsync(3, 4), start);
        await repository.HeldAsync(1);
        await repository.OutcomeOfAsync(await repository.StepAsync(8, 9, push => push with { Ref = "refs/heads/other" }));
        await repository.HeldAsync(1);
        var second = await RunIdAsync();
        await repository.DeliverAsync(await repository.StepAsync(2, 3));
        await repository.OutcomeOfAsync(await repository.StepAsync(4, 5));
        var behindGap = await repository.StepAsync(6, 7);
        await repository.DeliverAsync(behindGap);
        await repository.HeldAsync(1);
        var third = await RunIdAsync();
        await world.Environment.DelayAsync(start.Patience + TimeSpan.FromSeconds(1));
        await world.OutcomeAsync(behindGap.DeliveryId);
        await repository.OutcomeOfAsync(await repository.StepAsync(5, 6));
        await world.Client.GetWorkflowHandle(repository.Entity).GetResultAsync();
        var corrected = await HistoryOfAsync(null);
        await repository.OutcomeOfAsync(await repository.StepAsync(7, 8));
        await world.Client.GetWorkflowHandle(repository.Entity).GetResultAsync();

        return
        [
            ("repository-holds-push", await HistoryOfAsync(handle.ResultRunId)),
            ("repository-handles-in-order", await HistoryOfAsync(second)),
            ("repository-marks-gap", await HistoryOfAsync(third)),
            ("repository-corrects-gap", corrected),
            ("repository-recalls-pushes", await HistoryOfAsync(null)),
        ];

        async Task<string?> RunIdAsync() => (await world.Client.GetWorkflowHandle(repository.Entity).DescribeAsync()).RunId;

        Task<WorkflowHistory> HistoryOfAsync(string? run) => world.Client.GetWorkflowHandle(repository.Entity, run).FetchHistoryAsync();
    }
}

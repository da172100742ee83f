using Temporalio.Client;
using Webhooks.Contracts;
using Webhooks.Contracts.Interventions;

namespace Webhooks.Workflows.Tests.Patterns;

public sealed class ManualUploadTests(PatternsWorld world) : IClassFixture<PatternsWorld>
{
    [Fact]
    public async Task What_the_store_takes_waits_for_nobody()
    {
        var key = world.Name("report");

        Assert.Equal($"Reports/{key}.md", await UploadedAsync(key));

        await Assert.ThrowsAsync<Temporalio.Exceptions.RpcException>(() => Waiting(key).DescribeAsync());
    }

    [Fact]
    public async Task What_the_store_does_not_take_for_an_hour_waits_and_is_uploaded_when_a_person_says_retry()
    {
        var key = world.Name("report");
        world.Store.IsDown = true;

        Assert.Null(await UploadedAsync(key));
        var waiting = await StateAsync(key);
        await world.Environment.DelayAsync(TimeSpan.FromHours(1));
        await Waiting(key).SignalAsync(WorkflowNames.RetrySignal, []);
        await UntilAsync(key, state => state is { Attempts: 1, Status: InterventionStatus.Waiting });
        Assert.False(File.Exists(PathOf(key)));
        world.Store.IsDown = false;
        await Waiting(key).SignalAsync(WorkflowNames.RetrySignal, []);

        var end = await Waiting(key).GetResultAsync<InterventionState>();
        Assert.Equal((InterventionStatus.Waiting, $"Upload {key}.md to Reports"), (waiting.Status, waiting.What));
        Assert.Equal(["upload: unavailable"], waiting.Open);
        Assert.Equal((InterventionStatus.Done, 2), (end.Status, end.Attempts));
        Assert.Equal("first", await File.ReadAllTextAsync(PathOf(key)));
        var told = world.Notifier.Told.First(notice => notice.Facts.Any(fact => fact.Value == InterventionId.OfUpload(key)));
        Assert.Equal("DevOps", told.Channel);
    }

    [Fact]
    public async Task What_is_abandoned_stays_in_the_backup()
    {
        var key = world.Name("report");
        world.Store.IsDown = true;
        await UploadedAsync(key);

        await Waiting(key).SignalAsync(WorkflowNames.AbandonSignal, ["too old"]);
        var end = await Waiting(key).GetResultAsync<InterventionState>();
        world.Store.IsDown = false;

        Assert.Equal((InterventionStatus.Abandoned, "too old", 0), (end.Status, end.Note, end.Attempts));
        Assert.False(File.Exists(PathOf(key)));
    }

    [Fact]
    public async Task A_newer_version_takes_the_place_of_the_one_that_waits()
    {
        var key = world.Name("report");
        world.Store.IsDown = true;
        await UploadedAsync(key);
        await UploadedAsync(key, "second");
        world.Store.IsDown = false;

        await Waiting(key).SignalAsync(WorkflowNames.RetrySignal, []);
        await Waiting(key).GetResultAsync<InterventionState>();

        Assert.Equal("second", await File.ReadAllTextAsync(PathOf(key)));
    }

    [Fact]
    public async Task A_version_that_comes_during_the_upload_is_uploaded_after_it()
    {
        var key = world.Name("report");
        world.Store.IsDown = true;
        await UploadedAsync(key);
        world.Store.IsDown = false;
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Store.During = async _ =>
        {
            begun.TrySetResult();
            await gate.Task;
        };
        await Waiting(key).SignalAsync(WorkflowNames.RetrySignal, []);
        await begun.Task;
        world.Backup.Save(PatternsWorld.File(key, "second"));
        await Waiting(key).SignalAsync(WorkflowNames.RequestSignal, [new UploadRequest { Key = key, Folder = "Reports", Name = $"{key}.md", Reason = "unavailable", AskedBy = "test" }]);
        gate.SetResult();

        await Waiting(key).GetResultAsync<InterventionState>();
        world.Store.During = _ => Task.CompletedTask;

        Assert.Equal("second", await File.ReadAllTextAsync(PathOf(key)));
    }

    [Fact]
    public async Task People_are_reminded_further_up_and_that_nobody_can_be_told_ends_nothing()
    {
        var key = world.Name("report");
        (world.Store.IsDown, world.Notifier.IsDown) = (true, true);
        await UploadedAsync(key);
        await UntilAsync(key, state => state.Reminders == 1);
        await world.Environment.DelayAsync(TimeSpan.FromMinutes(1));
        world.Notifier.IsDown = false;
        await world.Environment.DelayAsync(TimeSpan.FromHours(5));
        await UntilAsync(key, state => state.Reminders == 2);

        await Waiting(key).SignalAsync(WorkflowNames.AbandonSignal, []);
        await Waiting(key).GetResultAsync<InterventionState>();
        world.Store.IsDown = false;

        var told = world.Notifier.Told.Where(notice => notice.Facts.Any(fact => fact.Value == InterventionId.OfUpload(key))).ToList();
        Assert.Equal("Alerts", Assert.Single(told).Channel);
    }

    [Fact]
    public async Task The_runs_replay()
    {
        foreach (var (name, history) in await PatternHistories.RunAsync(world))
        {
            await HistoryFiles.ReplayAndKeepAsync(HistoryReplayTests.Replayer(), name, history);
        }
    }

    private Task<string?> UploadedAsync(string key, string text = "first") => world.Client.ExecuteWorkflowAsync(
        (UploadingWorkflow workflow) => workflow.RunAsync(PatternsWorld.File(key, text)), PatternsWorld.Options($"uploading-{key}-{text}"));

    private string PathOf(string key) => Path.Combine(world.Store.Directory, "Reports", $"{key}.md");

    private WorkflowHandle Waiting(string key) => world.Client.GetWorkflowHandle(InterventionId.OfUpload(key));

    private Task<InterventionState> StateAsync(string key) => Waiting(key).QueryAsync<InterventionState>(WorkflowNames.StateQuery, []);

    /// <summary>Asks again and again; what has a timer that is due goes on meanwhile.</summary>
    private async Task UntilAsync(string key, Func<InterventionState, bool> isIt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isIt(await StateAsync(key)))
        {
            await world.Environment.DelayAsync(TimeSpan.FromSeconds(1), patience.Token);
        }
    }
}

using Temporalio.Client;
using Temporalio.Common;
using Webhooks.Contracts;
using Webhooks.Contracts.Interventions;

namespace Webhooks.Workflows.Tests.Patterns;

/// <summary>Runs of what waits for people that are worth recording.</summary>
internal static class PatternHistories
{
    public static async Task<IReadOnlyList<(string Name, WorkflowHistory History)>> RunAsync(PatternsWorld world) =>
        [await RetriedAsync(world), await AbandonedAsync(world), await InterventionAsync(world)];

    private static async Task<(string Name, WorkflowHistory History)> RetriedAsync(PatternsWorld world)
    {
        world.Store.IsDown = true;
        var handle = await WaitingAsync(world, "history/retried");
        await world.Environment.DelayAsync(TimeSpan.FromHours(6));
        await handle.SignalAsync(WorkflowNames.RetrySignal, []);
        await world.Environment.DelayAsync(TimeSpan.FromHours(1));
        world.Store.IsDown = false;
        await handle.SignalAsync(WorkflowNames.RetrySignal, []);
        await handle.GetResultAsync<InterventionState>();
        return ("manual-upload-retried", await handle.FetchHistoryAsync());
    }

    private static async Task<(string Name, WorkflowHistory History)> AbandonedAsync(PatternsWorld world)
    {
        world.Store.IsDown = true;
        var handle = await WaitingAsync(world, "history/abandoned");
        await handle.SignalAsync(WorkflowNames.AbandonSignal, ["too old"]);
        await handle.GetResultAsync<InterventionState>();
        world.Store.IsDown = false;
        return ("manual-upload-abandoned", await handle.FetchHistoryAsync());
    }

    private static async Task<(string Name, WorkflowHistory History)> InterventionAsync(PatternsWorld world)
    {
        var options = PatternsWorld.Options(InterventionId.OfIntervention("history/intervention"));
        var request = new InterventionRequest { Key = "history/intervention", What = "Publish the report", Open = ["undo upload: unavailable"], AskedBy = "test" };
        options.SignalWithStart(WorkflowNames.RequestSignal, [request]);
        var handle = await world.Client.StartWorkflowAsync(WorkflowNames.ManualIntervention, [], options);
        await world.Environment.DelayAsync(TimeSpan.FromDays(2));
        await handle.SignalAsync(WorkflowNames.ResolveSignal, ["done by hand"]);
        await handle.GetResultAsync<InterventionState>();
        return ("manual-intervention-resolved", await handle.FetchHistoryAsync());
    }

    private static async Task<WorkflowHandle> WaitingAsync(PatternsWorld world, string key)
    {
        await world.Client.ExecuteWorkflowAsync((UploadingWorkflow workflow) => workflow.RunAsync(PatternsWorld.File(key, "text")), PatternsWorld.Options($"uploading/{key}"));
        return world.Client.GetWorkflowHandle(InterventionId.OfUpload(key));
    }
}

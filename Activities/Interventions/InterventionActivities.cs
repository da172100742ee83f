using Temporalio.Activities;
using Temporalio.Client;
using Webhooks.Contracts;
using Webhooks.Contracts.Interventions;

namespace Webhooks.Activities.Interventions;

/// <summary>
/// Asks people through a workflow that waits for them: it is started, or if it waits already, told again. A workflow cannot signal-with-start
/// another by itself.
/// </summary>
public static class InterventionActivities
{
    /// <summary>Asks for a person to decide about a file that could not be uploaded. Run again it says the same again.</summary>
    [Activity]
    public static Task RequestUploadAsync(UploadRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AskAsync(WorkflowNames.ManualUpload, InterventionId.OfUpload(request.Key), request);
    }

    /// <summary>Asks for a person to put something right. Run again it says the same again.</summary>
    [Activity]
    public static Task RequestInterventionAsync(InterventionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AskAsync(WorkflowNames.ManualIntervention, InterventionId.OfIntervention(request.Key), request);
    }

    private static async Task AskAsync(string workflow, string id, object request)
    {
        var context = ActivityExecutionContext.Current;
        var options = new WorkflowOptions(id, TaskQueues.Realtime) { Rpc = new RpcOptions { CancellationToken = context.CancellationToken } };
        options.SignalWithStart(WorkflowNames.RequestSignal, [request]);
        await context.TemporalClient.StartWorkflowAsync(workflow, [], options);
    }
}

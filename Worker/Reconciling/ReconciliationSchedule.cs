using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Webhooks.Activities.Reconciling.Settings;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Reconciling;

namespace Webhooks.Worker.Reconciling;

/// <summary>The schedule of one source.</summary>
internal static class ReconciliationSchedule
{
    /// <summary>Of every id; whatever else begins like this is deleted.</summary>
    public const string Prefix = "webhooks-reconcile:";

    /// <summary>A run that takes longer hangs; the next one starts from the result of the last that ended.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static string IdOf(string source) => Prefix + source;

    public static Schedule Of(ReconciledSource source, ReconcilerSettings settings)
    {
        var request = RequestOf(source);
        return new Schedule(
            ScheduleActionStartWorkflow.Create(
                WorkflowNames.ReconcileDeliveries,
                [request],
                new WorkflowOptions(IdOf(source.Name), TaskQueues.Reconciliation) { ExecutionTimeout = Longest }),
            new ScheduleSpec { Intervals = [new ScheduleIntervalSpec(settings.Interval)] })
        {
            Policy = new SchedulePolicy { Overlap = ScheduleOverlapPolicy.Skip, CatchupWindow = settings.CatchUpWindow },
        };
    }

    private static ReconcileRequest RequestOf(ReconciledSource source) => source switch
    {
        { Provider: WebhookProvider.GitHub, GitHub: { } hook } => new ReconcileRequest
        {
            Source = source.Name,
            Provider = WebhookProvider.GitHub,
            Retention = hook.Retention,
            Lookback = hook.Retention,
            Grace = TimeSpan.FromMinutes(2),
            MaximumRequests = hook.MaximumRequests,
        },
        _ => throw new InvalidOperationException("Settings that were read have the part of their provider."),
    };
}

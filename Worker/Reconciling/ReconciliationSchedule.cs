using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Webhooks.Activities.Reconciling.Settings;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Worker.Schedules;
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

    /// <summary>One for each source that is reconciled.</summary>
    public static ScheduleSet SetOf(ReconcilerSettings settings) => new()
    {
        Prefix = Prefix,
        Wanted = settings.Sources.ToDictionary(source => IdOf(source.Name), source => Of(source, settings), StringComparer.Ordinal),
    };

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
        { Provider: WebhookProvider.Jira, Jira: { } search } => new ReconcileRequest
        {
            Source = source.Name,
            Provider = WebhookProvider.Jira,
            Retention = TimeSpan.FromDays(30),
            Lookback = TimeSpan.FromDays(1),
            Grace = search.Grace,
            MaximumRequests = 500,
        },
        { Provider: WebhookProvider.EventGrid } => new ReconcileRequest
        {
            Source = source.Name,
            Provider = WebhookProvider.EventGrid,
            Retention = TimeSpan.FromDays(30),
            Lookback = TimeSpan.Zero,
            Grace = TimeSpan.Zero,
            MaximumRequests = 500,
        },
        _ => throw new InvalidOperationException("Settings that were read have the part of their provider."),
    };
}

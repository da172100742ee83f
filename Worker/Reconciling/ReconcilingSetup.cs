using Microsoft.Extensions.DependencyInjection;
using Temporalio.Extensions.Hosting;
using Webhooks.Activities.Reconciling;
using Webhooks.Activities.Reconciling.DeadLetters;
using Webhooks.Activities.Reconciling.Gateway;
using Webhooks.Activities.Reconciling.GitHub;
using Webhooks.Activities.Reconciling.Jira;
using Webhooks.Activities.Reconciling.Reporting;
using Webhooks.Activities.Reconciling.Settings;
using Webhooks.Contracts;
using Webhooks.Worker.Schedules;
using Webhooks.Workflows.Reconciling;

namespace Webhooks.Worker.Reconciling;

internal static class ReconcilingSetup
{
    /// <summary>Few at once: a provider would rather be asked one thing after another.</summary>
    private const int Concurrency = 8;

    /// <summary>Also where no source is reconciled: a run that is open goes to its end, and schedules of earlier sources are deleted.</summary>
    public static void AddReconciler(this IServiceCollection services, ReconcilerSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<LedgerLookup>();
        services.AddSingleton<GitHubHookClient>();
        services.AddSingleton<JiraClients>();
        services.AddSingleton<GatewayPosts>();
        services.AddSingleton<ReconcilerMetrics>();
        services.AddHostedTemporalWorker(TaskQueues.Reconciliation)
            .AddWorkflow<ReconcileDeliveriesWorkflow>()
            .AddSingletonActivities<GitHubReconciling>()
            .AddSingletonActivities<JiraSweeping>()
            .AddSingletonActivities<DeadLetterSweeping>()
            .AddSingletonActivities<ReconciliationReporting>()
            .ConfigureOptions(options =>
            {
                options.MaxConcurrentActivities = Concurrency;
                options.GracefulShutdownTimeout = TimeSpan.FromSeconds(10);
            });
        services.AddSchedules(ReconciliationSchedule.SetOf(settings));
    }
}

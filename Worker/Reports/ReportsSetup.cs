using Microsoft.Extensions.DependencyInjection;
using Temporalio.Extensions.Hosting;
using Webhooks.Activities.Interventions;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Delivering;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Contracts;
using Webhooks.Worker.Schedules;
using Webhooks.Workflows.Reports;

namespace Webhooks.Worker.Reports;

internal static class ReportsSetup
{
    /// <summary>Fewer than would take a small machine from the handlers of deliveries.</summary>
    private const int Concurrency = 4;

    /// <summary>Also where no schedule is wanted: reports may be asked for by command.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="settings">When, for whom.</param>
    /// <param name="data">The data folder: reports are kept in a folder of it.</param>
    public static void AddReports(this IServiceCollection services, ReportSettings settings, string data)
    {
        services.AddSingleton(settings);
        services.AddSingleton(new ReportFolder(Path.Combine(data, ReportFolder.Name)));
        services.AddSingleton<ReportCalendar>();
        services.AddSingleton<CommitCollection>();
        services.AddSingleton<PullRequestCollection>();
        services.AddSingleton<TicketCollection>();
        services.AddSingleton<DeploymentCollection>();
        services.AddSingleton<CostCollection>();
        services.AddSingleton<CostMetrics>();
        services.AddSingleton<DeliveryCount>();
        services.AddHostedTemporalWorker(TaskQueues.Reports)
            .AddWorkflow<DueReportsWorkflow>()
            .AddWorkflow<DailyDocumentationWorkflow>()
            .AddWorkflow<WeeklyInvestorReportWorkflow>()
            .AddSingletonActivities<ReportPlanning>()
            .AddSingletonActivities<ReportCollecting>()
            .AddSingletonActivities<ReportEditions>()
            .AddSingletonActivities<ReportWriting>()
            .AddSingletonActivities<ReportDocuments>()
            .AddSingletonActivities<ReportDelivery>()
            .AddSingletonActivities<NotificationActivities>()
            .AddStaticActivities(typeof(InterventionActivities))
            .ConfigureOptions(options =>
            {
                options.MaxConcurrentActivities = Concurrency;
                options.GracefulShutdownTimeout = TimeSpan.FromSeconds(10);
            });
        services.AddSchedules(ReportSchedules.Of(settings));
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Documents;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Interventions;
using Webhooks.Activities.Jira;
using Webhooks.Activities.Knowledge;
using Webhooks.Activities.Ledger;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.PullRequests;
using Webhooks.Contracts;
using Webhooks.Worker.Configuration;
using Webhooks.Workflows.Deployments;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Jira;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Worker.Hosting;

internal static class WorkerSetup
{
    public static void AddHandlers(this IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton(Options.Create(settings.Commits));
        services.AddSingleton(settings.Tickets);
        services.AddSingleton<PushPayloads>();
        services.AddSingleton<EntityMemory>();
        services.AddSingleton(settings.Own);
        services.AddSingleton<PushedBranch>();
        services.AddSingleton<OutcomeMetrics>();
    }

    public static void AddRealtimeWorker(this IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton<ITemporalClient>(provider =>
        {
            settings.Temporal.LoggerFactory = provider.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>();
            return TemporalClient.CreateLazy(settings.Temporal);
        });
        // Hosted services start one after another: the worker starts when Temporal has answered.
        services.AddHostedService<AwaitTemporal>();
        services.AddHostedTemporalWorker(TaskQueues.Realtime)
            .AddWorkflow<GitHubRepositoryWorkflow>()
            .AddWorkflow<GitHubCommitHandlerWorkflow>()
            .AddWorkflow<GitHubPullRequestWorkflow>()
            .AddWorkflow<GitHubDeploymentWorkflow>()
            .AddWorkflow<JiraTicketHandlerWorkflow>()
            .AddWorkflow<AzureDeploymentHandlerWorkflow>()
            .AddWorkflow<ManualUploadWorkflow>()
            .AddWorkflow<ManualInterventionWorkflow>()
            .AddSingletonActivities<GitHubActivities>()
            .AddSingletonActivities<CommitActivities>()
            .AddSingletonActivities<PullRequestActivities>()
            .AddSingletonActivities<JiraActivities>()
            .AddSingletonActivities<DeploymentActivities>()
            .AddSingletonActivities<DocumentationActivities>()
            .AddSingletonActivities<KnowledgeActivities>()
            .AddSingletonActivities<LedgerActivities>()
            .AddSingletonActivities<DocumentActivities>()
            .AddSingletonActivities<MailActivities>()
            .AddSingletonActivities<NotificationActivities>()
            .AddSingletonActivities<AzureActivities>()
            .AddStaticActivities(typeof(InterventionActivities))
            .ConfigureOptions(options =>
            {
                options.MaxConcurrentActivities = settings.Concurrency;
                options.GracefulShutdownTimeout = TimeSpan.FromSeconds(10);
            });
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }
}

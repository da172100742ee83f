using Microsoft.Extensions.DependencyInjection;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Graph;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Outbound;
using Webhooks.Activities.Providers;
using Webhooks.Activities.Teams;

namespace Webhooks.Worker.Outbound;

internal static class OutboundSetup
{
    /// <param name="services">Where to.</param>
    /// <param name="settings">Where documents, mails and notifications go.</param>
    /// <param name="data">The data folder, for what stays on this machine.</param>
    public static void AddOutbound(this IServiceCollection services, OutboundSettings settings, string data)
    {
        services.AddSingleton<OutboundMetrics>();
        services.AddSingleton(new UploadBackup(Path.Combine(data, "manual-uploads")));
        if (settings.Graph is { } graph)
        {
            services.AddSingleton(provider =>
            {
                var time = provider.GetRequiredService<TimeProvider>();
                return new GraphClient(graph, new EntraCredentials(graph.Identity.Create(), graph.Scope, time), time);
            });
        }

        services.AddSingleton<DocumentStore>(provider => settings.Documents.SharePoint is { } library
            ? new SharePointStore(provider.GetRequiredService<GraphClient>(), library)
            : new FolderStore(settings.Documents.Folder ?? Path.Combine(data, "documents")));
        services.AddSingleton<MailTransport>(provider => settings.Mail.IsSent
            ? new GraphMail(provider.GetRequiredService<GraphClient>(), settings.Mail.Sender)
            : new OutboxMail(Path.Combine(data, "outbox", "mail"), settings.Mail.Sender, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Notifier>(provider => settings.Notifications.Teams is { } channels
            ? new TeamsNotifier(channels, provider.GetRequiredService<TimeProvider>())
            : new OutboxNotifier(Path.Combine(data, "outbox", "notifications"), provider.GetRequiredService<TimeProvider>()));
    }
}

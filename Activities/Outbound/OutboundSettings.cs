using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Graph;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Notifications;

namespace Webhooks.Activities.Outbound;

/// <summary>Where documents, mails and notifications go. Without any setting they stay on this machine.</summary>
public sealed record OutboundSettings
{
    public required DocumentsSettings Documents { get; init; }

    public required MailSettings Mail { get; init; }

    public required NotificationsSettings Notifications { get; init; }

    /// <summary>There when documents or mails need it.</summary>
    public required GraphSettings? Graph { get; init; }

    /// <summary>Adds every mistake, each naming its key and never a secret; with a mistake the settings must not be used.</summary>
    public static OutboundSettings Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        var documents = DocumentsSettings.Read(configuration, mistakes);
        var mail = MailSettings.Read(configuration, mistakes);
        return new OutboundSettings
        {
            Documents = documents,
            Mail = mail,
            Notifications = NotificationsSettings.Read(configuration, mistakes),
            Graph = GraphSettings.Read(configuration, isNeeded: documents.SharePoint is not null || mail.IsSent, mistakes),
        };
    }
}

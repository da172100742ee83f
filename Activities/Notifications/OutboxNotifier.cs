using System.Text;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Outbound;
using Webhooks.Storage.Durability;

namespace Webhooks.Activities.Notifications;

/// <summary>Notifications as Markdown files, a folder a channel.</summary>
public sealed class OutboxNotifier(string directory, TimeProvider time) : Notifier
{
    private readonly WholeFiles files = new(directory);

    public override Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var path = FileName.Path(notification.Channel, $"{FileName.OfKey(notification.Key)}.md");
        LocalFiles.Write(files, path, Encoding.UTF8.GetBytes(Markdown(notification)));
        return Task.CompletedTask;
    }

    private string Markdown(Notification notification)
    {
        var markdown = new StringBuilder();
        markdown.Append("# ").Append(MarkdownText.Inline(notification.Title)).Append("\n\n");
        markdown.Append("_To ").Append(MarkdownText.Inline(notification.Channel)).Append(", ").Append(MomentText.Reading(time.GetUtcNow())).Append("_\n\n");
        foreach (var line in PlainText.Visible(notification.Text).Split('\n').Select(line => line.Trim()))
        {
            // A line each, as it was written: Markdown would run them together.
            markdown.Append(MarkdownText.Inline(line)).Append(line.Length > 0 ? "  \n" : "\n");
        }

        markdown.Append('\n');
        foreach (var fact in notification.Facts)
        {
            markdown.Append("- **").Append(MarkdownText.Inline(fact.Name)).Append(":** ").Append(MarkdownText.Inline(fact.Value)).Append('\n');
        }

        markdown.Append('\n');
        foreach (var link in notification.Links.Where(link => link.IsSafe()))
        {
            markdown.Append("- [").Append(MarkdownText.Inline(link.Title)).Append("](<").Append(link.Address.AbsoluteUri).Append(">)\n");
        }

        return markdown.ToString().TrimEnd('\n') + "\n";
    }
}

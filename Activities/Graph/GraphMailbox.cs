using System.Net;
using System.Text.Json.Serialization;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.Graph;

/// <summary>A mailbox: drafts, what is attached to them, and sending them.</summary>
internal sealed class GraphMailbox(GraphClient graph, string address)
{
    /// <summary>Up to it an attachment is sent at once; above it is sent in pieces, which smaller ones must not be.</summary>
    public const int LargestAtOnce = 3 * 1024 * 1024 - 1;

    private readonly string messages = $"users/{Uri.EscapeDataString(address)}/messages";

    /// <summary>By its <c>Message-ID</c>, in whatever folder it is.</summary>
    public async Task<KnownMail?> FindAsync(string messageId, CancellationToken cancellationToken)
    {
        var filter = Uri.EscapeDataString($"internetMessageId eq '{messageId.Replace("'", "''", StringComparison.Ordinal)}'");
        var answer = await graph.GetAsync($"{messages}?$filter={filter}&$select=id,isDraft&$top=10", cancellationToken);
        return answer.Read<KnownMails>().Value.OfType<KnownMail>().OrderBy(each => each.IsDraft).FirstOrDefault();
    }

    /// <returns>Id of the draft.</returns>
    public async Task<string> DraftAsync(MailMessage message, string messageId, bool isWhole, CancellationToken cancellationToken)
    {
        var draft = new Draft
        {
            InternetMessageId = messageId,
            Subject = message.Subject,
            Body = new Body(message.Html is null ? "text" : "html", message.Html ?? message.Text),
            To = [.. message.To.Select(Recipient.Of)],
            Cc = [.. message.Cc.Select(Recipient.Of)],
            Attachments = isWhole ? [.. message.Attachments.Select(FileAttachment.Of)] : [],
        };
        var answer = await graph.PostAsync(messages, draft, CallSafety.Unsafe, cancellationToken);
        return answer.Read<KnownMail>().Id;
    }

    /// <returns>Names of what is attached, each of it whole.</returns>
    public async Task<IReadOnlyCollection<string>> AttachedAsync(string draft, CancellationToken cancellationToken)
    {
        var answer = await graph.GetAsync($"{PathOf(draft)}/attachments?$select=name&$top=100", cancellationToken);
        return [.. answer.Read<KnownAttachments>().Value.OfType<KnownAttachment>().Select(each => each.Name)];
    }

    public async Task AttachAsync(string draft, MailAttachment attachment, CancellationToken cancellationToken)
    {
        var attachments = $"{PathOf(draft)}/attachments";
        if (attachment.Content.Length <= LargestAtOnce)
        {
            var answer = await graph.PostAsync(attachments, FileAttachment.Of(attachment), CallSafety.Unsafe, cancellationToken);
            _ = answer.IsSuccess ? answer : throw answer.Unexpected();
            return;
        }

        var begun = false;
        var session = new UploadSession(graph, async token =>
        {
            // When the answer to the last piece is lost, the attachment is there and its session is gone: another would attach it twice.
            if (begun && (await AttachedAsync(draft, token)).Contains(attachment.Name, StringComparer.Ordinal))
            {
                return null;
            }

            begun = true;
            var item = new AttachmentItem { Name = attachment.Name, ContentType = attachment.ContentType, Size = attachment.Content.Length };
            return graph.UploadAddress(await graph.PostAsync($"{attachments}/createUploadSession", new SessionRequest(item), CallSafety.Safe, token));
        });
        await session.SendAsync(attachment.Content, cancellationToken);
    }

    /// <returns>False when there is no such draft, because it has been sent for example.</returns>
    public async Task<bool> SendAsync(string draft, CancellationToken cancellationToken)
    {
        var answer = await graph.PostAsync($"{PathOf(draft)}/send", cancellationToken);
        return answer.IsSuccess || (answer.Status == HttpStatusCode.NotFound ? false : throw answer.Unexpected());
    }

    private string PathOf(string draft) => $"{messages}/{Uri.EscapeDataString(draft)}";

    internal sealed record KnownMail([property: JsonPropertyName("id"), JsonRequired] string Id, [property: JsonPropertyName("isDraft"), JsonRequired] bool IsDraft);

    internal sealed record KnownMails([property: JsonPropertyName("value"), JsonRequired] IReadOnlyList<KnownMail?> Value);

    internal sealed record KnownAttachment([property: JsonPropertyName("name"), JsonRequired] string Name);

    internal sealed record KnownAttachments([property: JsonPropertyName("value"), JsonRequired] IReadOnlyList<KnownAttachment?> Value);

    private sealed record Draft
    {
        [JsonPropertyName("internetMessageId")]
        public required string InternetMessageId { get; init; }

        [JsonPropertyName("subject")]
        public required string Subject { get; init; }

        [JsonPropertyName("body")]
        public required Body Body { get; init; }

        [JsonPropertyName("toRecipients")]
        public required IReadOnlyList<Recipient> To { get; init; }

        [JsonPropertyName("ccRecipients")]
        public required IReadOnlyList<Recipient> Cc { get; init; }

        [JsonPropertyName("attachments")]
        public required IReadOnlyList<FileAttachment> Attachments { get; init; }
    }

    private sealed record Body([property: JsonPropertyName("contentType")] string ContentType, [property: JsonPropertyName("content")] string Content);

    private sealed record Recipient([property: JsonPropertyName("emailAddress")] Mailbox Mailbox)
    {
        public static Recipient Of(string address) => new(new Mailbox(address));
    }

    private sealed record Mailbox([property: JsonPropertyName("address")] string Address);

    private sealed record FileAttachment
    {
        [JsonPropertyName("@odata.type")]
        public string Type => "#microsoft.graph.fileAttachment";

        [JsonPropertyName("name")]
        public required string Name { get; init; }

        [JsonPropertyName("contentType")]
        public required string ContentType { get; init; }

        [JsonPropertyName("contentBytes")]
        public required byte[] Content { get; init; }

        public static FileAttachment Of(MailAttachment attachment) => new() { Name = attachment.Name, ContentType = attachment.ContentType, Content = attachment.Content };
    }

    private sealed record SessionRequest([property: JsonPropertyName("AttachmentItem")] AttachmentItem Item);

    private sealed record AttachmentItem
    {
        [JsonPropertyName("attachmentType")]
        public string Type => "file";

        [JsonPropertyName("name")]
        public required string Name { get; init; }

        [JsonPropertyName("contentType")]
        public required string ContentType { get; init; }

        [JsonPropertyName("size")]
        public required long Size { get; init; }
    }
}

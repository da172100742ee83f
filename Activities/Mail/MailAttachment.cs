namespace Webhooks.Activities.Mail;

public sealed record MailAttachment
{
    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Content { get; init; }
}

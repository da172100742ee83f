namespace Webhooks.Activities.Mail;

/// <summary>A mail to people that the configuration or an operator names; never to an address that came with a delivery.</summary>
public sealed record MailMessage
{
    /// <summary>The same for the same mail, however often it is attempted: of its attempts one is sent.</summary>
    public required string Key { get; init; }

    /// <summary>Addresses alone, without display names; at least one.</summary>
    public required IReadOnlyList<string> To { get; init; }

    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>May have foreign text; it is made one line.</summary>
    public required string Subject { get; init; }

    /// <summary>What programs without HTML show.</summary>
    public required string Text { get; init; }

    /// <summary>Sent as it is: foreign text in it has been escaped. Null for a mail of plain text.</summary>
    public string? Html { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

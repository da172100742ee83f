namespace Webhooks.Activities.Mail;

/// <summary>A mail that is on its way.</summary>
public sealed record SentMail
{
    /// <summary>As in the header <c>Message-ID</c>: the same for the same key.</summary>
    public required string MessageId { get; init; }

    /// <summary>Its file in the outbox; null when it was really sent.</summary>
    public string? Path { get; init; }
}

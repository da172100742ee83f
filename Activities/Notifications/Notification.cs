namespace Webhooks.Activities.Notifications;

/// <summary>A short word to people. Title, text and facts may be foreign: they are shown as text, whatever they contain.</summary>
public sealed record Notification
{
    /// <summary>One of <see cref="NotificationChannels"/>, or one that the operator configured.</summary>
    public required string Channel { get; init; }

    public required string Title { get; init; }

    /// <summary>Plain text; empty lines part its paragraphs.</summary>
    public required string Text { get; init; }

    public IReadOnlyList<NotificationFact> Facts { get; init; } = [];

    /// <summary>Made of checked parts by us, never found in foreign text. What is not https is left out.</summary>
    public IReadOnlyList<NotificationLink> Links { get; init; } = [];

    /// <summary>The same for the same notification, however often it is attempted.</summary>
    public required string Key { get; init; }
}

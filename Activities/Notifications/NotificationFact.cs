namespace Webhooks.Activities.Notifications;

public sealed record NotificationFact(string Name, string Value);

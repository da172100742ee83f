using Webhooks.Activities.Reconciling.GitHub;

namespace Webhooks.Workflows.Reconciling;

/// <param name="Delivery">What is missing.</param>
/// <param name="Tries">How often GitHub agreed to send it again.</param>
/// <param name="AskedAt">The last time.</param>
public sealed record AskedDelivery(MissingDelivery Delivery, int Tries, DateTimeOffset AskedAt);

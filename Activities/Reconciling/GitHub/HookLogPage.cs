namespace Webhooks.Activities.Reconciling.GitHub;

/// <param name="Deliveries">Attempts, newest first.</param>
/// <param name="Next">Cursor of the older ones; null when there are none.</param>
internal sealed record HookLogPage(IReadOnlyList<HookDelivery> Deliveries, string? Next);

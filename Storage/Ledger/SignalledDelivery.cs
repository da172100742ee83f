namespace Webhooks.Storage.Ledger;

/// <summary>Temporal acknowledged the signal of a delivery.</summary>
public sealed record SignalledDelivery(string DeliveryId, string? RunId, DateTimeOffset At);

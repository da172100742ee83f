namespace Webhooks.Local.Demo;

/// <summary>What became of a delivery, and how long that took from sending it.</summary>
internal sealed record DemoResult(DemoDelivery Delivery, string Id, SettledOutcome Outcome, TimeSpan Took);

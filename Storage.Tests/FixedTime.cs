namespace Webhooks.Storage.Tests;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class FixedTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = Deliveries.Noon;

    public override DateTimeOffset GetUtcNow() => Now;
}

namespace Webhooks.Activities.Reconciling.GitHub;

/// <summary>A delivery that GitHub's log has and the ledger has not.</summary>
/// <param name="Guid">GitHub's id of the delivery.</param>
/// <param name="Attempt">The newest attempt: what GitHub is asked to repeat.</param>
/// <param name="EventName">Such as <c>push</c>.</param>
/// <param name="DeliveredAt">Of the oldest attempt that was seen.</param>
public sealed record MissingDelivery(string Guid, long Attempt, string EventName, DateTimeOffset DeliveredAt)
{
    public MissingDelivery With(MissingDelivery other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            Attempt = Math.Max(Attempt, other.Attempt),
            DeliveredAt = DeliveredAt < other.DeliveredAt ? DeliveredAt : other.DeliveredAt,
        };
    }
}

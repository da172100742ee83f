namespace Webhooks.Activities.Timelines;

/// <summary>Where an event stands among those of its entity, however late it arrives.</summary>
/// <param name="At">When it happened, as the provider says; when it was received, if the provider does not say.</param>
/// <param name="Number">Grows with each event of one instant; 0 when the provider gives none.</param>
/// <param name="Id">Decides between what is equal otherwise.</param>
public sealed record EventMoment(DateTimeOffset At, long Number, string Id)
{
    public bool IsBefore(EventMoment other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return At.UtcTicks != other.At.UtcTicks ? At.UtcTicks < other.At.UtcTicks
            : Number != other.Number ? Number < other.Number
            : string.CompareOrdinal(Id, other.Id) < 0;
    }
}

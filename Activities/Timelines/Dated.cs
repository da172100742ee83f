namespace Webhooks.Activities.Timelines;

/// <summary>A value and the event that said it: an older event that arrives later does not replace it.</summary>
public sealed record Dated(string Value, EventMoment Moment)
{
    /// <param name="known">What was said before, if anything.</param>
    /// <param name="value">What the event says; null when it says nothing about this.</param>
    public static Dated? Newest(Dated? known, string? value, EventMoment moment) =>
        value is null || (known is not null && !known.Moment.IsBefore(moment)) ? known : new Dated(value, moment);
}

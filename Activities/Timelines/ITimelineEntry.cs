namespace Webhooks.Activities.Timelines;

/// <summary>What a timeline is made of.</summary>
public interface ITimelineEntry
{
    EventMoment Moment { get; }

    /// <summary>The same for all deliveries that tell of the same event.</summary>
    string Identity { get; }
}

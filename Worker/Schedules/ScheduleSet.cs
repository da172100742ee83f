using Temporalio.Client.Schedules;

namespace Webhooks.Worker.Schedules;

/// <summary>Schedules of one kind, as the configuration wants them.</summary>
public sealed record ScheduleSet
{
    /// <summary>Of every id; whatever else begins like this is deleted.</summary>
    public required string Prefix { get; init; }

    /// <summary>By id.</summary>
    public required IReadOnlyDictionary<string, Schedule> Wanted { get; init; }
}

using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Rpc;

/// <summary>What a query is about: which fields there are, and where the values of search attributes are kept.</summary>
internal sealed record ListingSubject
{
    private static readonly Dictionary<string, ListingField> ScheduleFields = new(StringComparer.Ordinal)
    {
        ["ScheduleId"] = new("schedule_id", ListingFieldKind.Keyword),
        ["TemporalSchedulePaused"] = new("paused", ListingFieldKind.Bool),
    };

    public static readonly ListingSubject Runs = new() { ValuesOfOne = "search_value v WHERE v.run=run.row", Find = ListingFields.Find };

    public static readonly ListingSubject Schedules = new()
    {
        ValuesOfOne = "schedule_value v WHERE v.schedule=schedule.row",
        Find = (name, attributes) => ScheduleFields.GetValueOrDefault(name)
            ?? (ListingFields.IsSystem(name) ? null : ListingFields.Find(name, attributes)),
    };

    public required string ValuesOfOne { get; init; }

    public required Func<string, IReadOnlyDictionary<string, IndexedValueType>, ListingField?> Find { get; init; }
}

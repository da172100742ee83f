using Temporalio.Api.Schedule.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>What a listing says of a schedule.</summary>
public class ScheduleListDescription
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> memo;
    private readonly Lazy<SearchAttributeCollection> searchAttributes;

    protected internal ScheduleListDescription(ScheduleListEntry rawEntry, DataConverter dataConverter)
    {
        RawEntry = rawEntry;
        if (rawEntry.Info is { } info)
        {
            Info = ScheduleListInfo.FromProto(info);
            Schedule = ScheduleListSchedule.FromProto(info);
        }

        memo = new(() => ScheduleValues.FromMemo(dataConverter, rawEntry.Memo));
        searchAttributes = new(() => rawEntry.SearchAttributes is { } proto
            ? SearchAttributeCollection.FromProto(proto)
            : SearchAttributeCollection.Empty);
    }

    public string Id => RawEntry.ScheduleId;

    /// <summary>Null when the server has not indexed the schedule yet.</summary>
    public ScheduleListInfo? Info { get; }

    /// <summary>Decoded when asked for.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => memo.Value;

    /// <summary>Null when the server has not indexed the schedule yet.</summary>
    public ScheduleListSchedule? Schedule { get; }

    public SearchAttributeCollection TypedSearchAttributes => searchAttributes.Value;

    internal ScheduleListEntry RawEntry { get; }
}

using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>How a schedule is created.</summary>
public class ScheduleOptions : ICloneable
{
    /// <summary>Done as soon as the schedule is there.</summary>
    public IReadOnlyCollection<ScheduleBackfill> Backfills { get; set; } = [];

    /// <summary>Values are not null.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public RpcOptions? Rpc { get; set; }

    /// <summary>Acts once as soon as the schedule is there, by its own overlap policy.</summary>
    public bool TriggerImmediately { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public virtual object Clone()
    {
        var copy = (ScheduleOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

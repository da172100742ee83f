using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

public class ScheduleTriggerOptions : ICloneable
{
    /// <summary>Unspecified: that of the schedule.</summary>
    public ScheduleOverlapPolicy Overlap { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (ScheduleTriggerOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

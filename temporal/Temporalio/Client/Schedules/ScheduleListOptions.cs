namespace Temporalio.Client.Schedules;

public class ScheduleListOptions : ICloneable
{
    /// <summary>A condition on the schedules' search attributes; all when not set.</summary>
    public string? Query { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (ScheduleListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

namespace Temporalio.Client;

public class AsyncActivityHeartbeatOptions : ICloneable
{
    public IReadOnlyCollection<object?>? Details { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (AsyncActivityHeartbeatOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

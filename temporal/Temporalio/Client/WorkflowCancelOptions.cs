namespace Temporalio.Client;

public class WorkflowCancelOptions : ICloneable
{
    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowCancelOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

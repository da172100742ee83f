namespace Temporalio.Client;

public class WorkflowCountOptions : ICloneable
{
    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowCountOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

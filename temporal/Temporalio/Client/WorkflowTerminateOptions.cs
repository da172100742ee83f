namespace Temporalio.Client;

public class WorkflowTerminateOptions : ICloneable
{
    public IReadOnlyCollection<object?>? Details { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowTerminateOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

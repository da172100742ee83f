namespace Temporalio.Client;

public class WorkflowListOptions : ICloneable
{
    /// <summary>Zero: all.</summary>
    public int Limit { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

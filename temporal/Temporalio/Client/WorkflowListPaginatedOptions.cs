namespace Temporalio.Client;

public class WorkflowListPaginatedOptions : ICloneable
{
    /// <summary>Zero: the server decides.</summary>
    public int PageSize { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowListPaginatedOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

public class WorkflowQueryOptions : ICloneable
{
    public QueryRejectCondition? RejectCondition { get; set; }

    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowQueryOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

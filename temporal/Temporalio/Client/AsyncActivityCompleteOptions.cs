namespace Temporalio.Client;

public class AsyncActivityCompleteOptions : ICloneable
{
    public RpcOptions? Rpc { get; set; }

    public virtual object Clone()
    {
        var copy = (AsyncActivityCompleteOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}

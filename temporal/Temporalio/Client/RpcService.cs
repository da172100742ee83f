using Google.Protobuf;

namespace Temporalio.Client;

public abstract class RpcService
{
    /// <summary>The full name in the schema, which is what health checks ask for.</summary>
    internal virtual string ServiceName => "";

    protected abstract Task<T> InvokeRpcAsync<T>(string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null)
        where T : class, IMessage<T>;
}

namespace Temporalio.Client;

/// <summary>A connection to a server, of any number of clients.</summary>
public interface ITemporalConnection : IBridgeClientProvider
{
    /// <summary>Text metadata of later calls.</summary>
    /// <exception cref="InvalidOperationException">On setting, while never connected.</exception>
    IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata { get; set; }

    /// <summary>Binary metadata of later calls.</summary>
    /// <exception cref="InvalidOperationException">On setting, while never connected.</exception>
    IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata { get; set; }

    /// <summary>API key of later calls.</summary>
    /// <exception cref="InvalidOperationException">On setting, while never connected.</exception>
    string? ApiKey { get; set; }

    WorkflowService WorkflowService { get; }

    OperatorService OperatorService { get; }

    TestService TestService { get; }

    TemporalConnectionOptions Options { get; }

    bool IsConnected { get; }

    /// <summary>Whether the service, by default the workflow service, says it is serving.</summary>
    Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null);

    /// <summary>Does nothing when connected.</summary>
    Task ConnectAsync();
}

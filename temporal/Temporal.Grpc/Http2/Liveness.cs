namespace Temporal.Grpc.Http2;

/// <summary>What a connection must do about silence.</summary>
internal enum Liveness
{
    Fine,

    /// <summary>Calls wait and nothing was heard: ask whether the server is still there.</summary>
    Ask,

    /// <summary>The server did not answer that.</summary>
    Dead,

    /// <summary>No call for so long that the connection is not worth keeping.</summary>
    Unused,
}

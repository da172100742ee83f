namespace Temporal.Grpc.Http2;

/// <summary>An HTTP/2 error, told by the server or found in what it sent.</summary>
internal sealed class Http2Exception(Http2ErrorCode code, string message) : IOException(message)
{
    public Http2ErrorCode Code { get; } = code;

    /// <summary>The server says that it has not looked at the request: sending it once more cannot do anything twice.</summary>
    public bool Unprocessed { get; init; }
}

using Microsoft.AspNetCore.Http;

namespace Temporal.Server.Wire;

/// <summary>What a handler may know about its call beside the message.</summary>
internal sealed class GrpcServerCall
{
    /// <summary>Fires when the client is gone (stream reset, connection lost) or its deadline has passed.</summary>
    public required CancellationToken Cancelled { get; init; }

    /// <summary>When the client stops waiting; null when it set no deadline.</summary>
    public DateTimeOffset? Deadline { get; init; }

    public required IHeaderDictionary Headers { get; init; }
}

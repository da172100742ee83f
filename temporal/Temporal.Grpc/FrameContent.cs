using System.Net;
using Google.Protobuf;

namespace Temporal.Grpc;

/// <summary>
/// The request body. Borrowed memory lives only while the body is being written, so that an answer which overtakes the request, or
/// a cancelled call, can never give an array back that the connection still reads from; and a refused stream can be written again.
/// </summary>
internal sealed class FrameContent : HttpContent
{
    private readonly IMessage _message;
    private readonly bool _gzip;

    public FrameContent(IMessage message, bool gzip)
    {
        _message = message;
        _gzip = gzip;
        Headers.TryAddWithoutValidation("content-type", "application/grpc");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var frame = MessageFrame.Encode(_message, _gzip);
        await stream.WriteAsync(frame.Memory, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

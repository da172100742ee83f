using System.Buffers.Binary;
using Temporal.Grpc.Http2.Hpack;

namespace Temporal.Grpc.Http2;

/// <content>What the server sends as the answers of calls.</content>
internal sealed partial class Http2Connection
{
    private readonly HpackDecoder _hpack = new(FrameWriter.HeaderTableSize);
    private readonly HeaderBlock _block = new();
    private ReceiveWindow _received = new(FrameWriter.ConnectionWindow);

    private void Finish(Http2Stream stream, Exception? fault = null, Http2ErrorCode? reset = null)
    {
        Remove(stream, fault, reset);
        _finished.Add(stream);
    }

    /// <summary>Ends one call of which the server sent what no call may get. The connection is not at fault.</summary>
    private void Refuse(Http2Stream stream, Http2ErrorCode code, string how) => Finish(stream, new Http2Exception(code, how), code);

    private void TakeData(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var stream = Find(header);
        if (_received.Take(header.Length) is var increment and > 0)
        {
            FrameWriter.WindowUpdate(_output.Waiting, 0, increment);
        }

        var data = WithoutPadding(header, payload);
        if (stream is null)
        {
            return;
        }

        if (stream.Head is null)
        {
            Refuse(stream, Http2ErrorCode.ProtocolError, "the server sent a body without a head");
        }
        else if (stream.TakeBody(data))
        {
            Finish(stream, reset: header.Has(FrameMarks.EndStream) ? null : Http2ErrorCode.Cancel);
        }
        else if (header.Has(FrameMarks.EndStream))
        {
            Finish(stream);
        }
        else if (stream.WidenBy(header.Length) is var more and > 0)
        {
            FrameWriter.WindowUpdate(_output.Waiting, stream.Id, more);
        }
    }

    private void TakeHeaders(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        Find(header);
        var fragment = WithoutPadding(header, payload);
        if (header.Has(FrameMarks.Priority))
        {
            fragment = fragment.Length >= 5 ? fragment[5..] : throw new Http2Exception(Http2ErrorCode.FrameSizeError, "the server sent HEADERS that are cut short");
        }

        if (header.Has(FrameMarks.EndHeaders))
        {
            TakeBlock(header.StreamId, header.Has(FrameMarks.EndStream), fragment);
        }
        else
        {
            _block.Begin(header.StreamId, header.Has(FrameMarks.EndStream), fragment);
        }
    }

    private void TakeContinuation(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (_block.StreamId == 0)
        {
            throw Violation("the server continued a header block that it had not begun");
        }

        var block = _block.Add(payload);
        if (header.Has(FrameMarks.EndHeaders))
        {
            TakeBlock(_block.StreamId, _block.EndsStream, block);
            _block.End();
        }
    }

    private void TakeBlock(int streamId, bool endsStream, ReadOnlySpan<byte> block)
    {
        // Read even when nobody waits for it: the next block may refer to what this one had the decoder remember.
        var headers = new AnswerHeaders();
        _hpack.BeginBlock();
        while (_hpack.Next(ref block, out var field))
        {
            headers.Add(field);
        }

        if (_streams.TryGetValue(streamId, out var stream))
        {
            TakeAnswer(stream, headers, endsStream);
        }
    }

    private void TakeAnswer(Http2Stream stream, AnswerHeaders headers, bool endsStream)
    {
        if (headers.TooLarge)
        {
            Refuse(stream, Http2ErrorCode.EnhanceYourCalm, "the server sent more headers than this side takes");
        }
        else if (headers.Malformed || headers.HttpStatus != 0 == stream.Head is not null || (stream.Head is not null && !endsStream))
        {
            Refuse(stream, Http2ErrorCode.ProtocolError, "the server sent headers that HTTP/2 does not allow");
        }
        else if (stream.Head is not null)
        {
            stream.Trailers = headers;
            Finish(stream);
        }
        else if (headers.HttpStatus >= 200)
        {
            var decided = stream.TakeHead(headers);
            if (endsStream || decided)
            {
                Finish(stream, reset: endsStream ? null : Http2ErrorCode.Cancel);
            }
        }
        else if (endsStream)
        {
            Refuse(stream, Http2ErrorCode.ProtocolError, "the server ended a call with an interim answer");
        }
    }

    private void TakeReset(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var stream = Find(header);
        CheckSize(header, 4);
        if (stream is not null)
        {
            var code = (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload);
            stream.DropRequest();
            Finish(stream, new Http2Exception(code, "the server has reset the call") { Unprocessed = code is Http2ErrorCode.RefusedStream });
        }
    }
}

using System.Buffers.Binary;

namespace Temporal.Grpc.Http2;

/// <content>What the server sends, frame by frame, and what of it is about the connection.</content>
internal sealed partial class Http2Connection
{
    private readonly List<Http2Stream> _finished = [];
    private Http2ErrorCode? _goAway;
    private bool _greeted;

    private int HighestId => _nextId - 2;

    private async Task ReadAsync()
    {
        try
        {
            while (await _input.ReadAsync())
            {
                if (!TakeFrames())
                {
                    return;
                }
            }

            End(
                _goAway is { } code
                    ? new Http2Exception(code, "the server has closed the connection, as it had announced")
                    : new IOException("the server has closed the connection"),
                tell: null);
        }
        catch (Http2Exception violation)
        {
            End(violation, tell: violation.Code);
        }
        catch (Exception fault)
        {
            Lost(fault);
        }
        finally
        {
            _input.Dispose();
            _block.Dispose();
        }
    }

    /// <summary>False when the connection has ended.</summary>
    private bool TakeFrames()
    {
        var drained = false;
        try
        {
            lock (_gate)
            {
                _watch.Heard();
                while (!_ended && _input.TryTake(out var header, out var payload))
                {
                    Take(header, payload);
                }

                if (_ended)
                {
                    return false;
                }

                _bodies.WriteTo(_output.Waiting);
                _output.Flush();
                drained = _draining && _streams.Count == 0;
            }
        }
        finally
        {
            foreach (var stream in _finished)
            {
                stream.Signal();
            }

            _finished.Clear();
        }

        EndIf(drained);
        return !drained;
    }

    private void Take(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (!_greeted && (header.Type is not FrameType.Settings || header.Has(FrameMarks.Ack)))
        {
            throw Violation("the server does not begin as HTTP/2 does");
        }

        if (_block.StreamId != 0 && (header.Type is not FrameType.Continuation || header.StreamId != _block.StreamId))
        {
            throw Violation("the server sent another frame in the middle of a header block");
        }

        switch (header.Type)
        {
            case FrameType.Data:
                TakeData(header, payload);
                break;
            case FrameType.Headers:
                TakeHeaders(header, payload);
                break;
            case FrameType.Continuation:
                TakeContinuation(header, payload);
                break;
            case FrameType.RstStream:
                TakeReset(header, payload);
                break;
            case FrameType.Settings:
                TakeSettings(header, payload);
                break;
            case FrameType.Ping:
                TakePing(header, payload);
                break;
            case FrameType.GoAway:
                TakeGoAway(header, payload);
                break;
            case FrameType.WindowUpdate:
                TakeWindowUpdate(header, payload);
                break;
            case FrameType.PushPromise:
                throw Violation("the server pushed, which this side does not allow");
            case FrameType.Priority:
                CheckStream(header);
                CheckSize(header, 5);
                break;
            default:
                // An extension, to be passed over.
                break;
        }
    }

    private static Http2Exception Violation(string how) => new(Http2ErrorCode.ProtocolError, how);

    private static void CheckSize(FrameHeader header, int size)
    {
        if (header.Length != size)
        {
            throw new Http2Exception(Http2ErrorCode.FrameSizeError, $"the server sent {header.Type} of {header.Length} bytes");
        }
    }

    private static void CheckConnection(FrameHeader header)
    {
        if (header.StreamId != 0)
        {
            throw Violation($"the server sent {header.Type} on a stream");
        }
    }

    private static void CheckStream(FrameHeader header)
    {
        if (header.StreamId == 0)
        {
            throw Violation($"the server sent {header.Type} on no stream");
        }
    }

    /// <summary>The call that a frame belongs to; null when it ended before, which the server may not have known yet.</summary>
    private Http2Stream? Find(FrameHeader header)
    {
        CheckStream(header);
        if (header.StreamId > HighestId || header.StreamId % 2 == 0)
        {
            throw Violation($"the server sent {header.Type} on a stream that nobody has opened");
        }

        return _streams.GetValueOrDefault(header.StreamId);
    }

    private static ReadOnlySpan<byte> WithoutPadding(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (!header.Has(FrameMarks.Padded))
        {
            return payload;
        }

        return payload.Length > 0 && payload[0] < payload.Length
            ? payload[1..^payload[0]]
            : throw Violation("the server sent more padding than there is frame");
    }

    private void TakeSettings(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        CheckConnection(header);
        if (header.Has(FrameMarks.Ack))
        {
            CheckSize(header, 0);
            _hpack.AnnouncedSizeCounts();
            return;
        }

        var before = _peer.InitialWindow;
        _peer.Apply(payload);
        var fits = true;
        foreach (var stream in _streams.Values)
        {
            fits &= _bodies.TryWiden(stream, _peer.InitialWindow - before);
        }

        if (!fits)
        {
            throw new Http2Exception(Http2ErrorCode.FlowControlError, "the server's settings widen a window beyond 2^31 - 1");
        }

        Answer();
        FrameWriter.SettingsAck(_output.Waiting);
        _greeted = true;
        _settled.TrySetResult();
    }

    private void TakePing(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        CheckConnection(header);
        CheckSize(header, 8);
        if (!header.Has(FrameMarks.Ack))
        {
            Answer();
            FrameWriter.Ping(_output.Waiting, payload, FrameMarks.Ack);
        }
    }

    /// <summary>Before what the server makes this side send: it must also read it.</summary>
    private void Answer()
    {
        if (_output.Waiting.Length > 2 * Congested)
        {
            throw new Http2Exception(Http2ErrorCode.EnhanceYourCalm, "the server asks on and on and does not read the answers");
        }
    }

    private void TakeGoAway(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        CheckConnection(header);
        if (header.Length < 8)
        {
            throw new Http2Exception(Http2ErrorCode.FrameSizeError, $"the server sent GOAWAY of {header.Length} bytes");
        }

        var last = BinaryPrimitives.ReadInt32BigEndian(payload) & int.MaxValue;
        var code = (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload[4..]);
        _goAway = code;
        _draining = true;
        _retired(this);
        foreach (var stream in _streams.Values.Where(stream => stream.Id > last).ToList())
        {
            stream.DropRequest();
            Finish(stream, new Http2Exception(code, "the server goes away and has left the call out") { Unprocessed = true });
        }
    }

    private void TakeWindowUpdate(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        CheckSize(header, 4);
        var increment = BinaryPrimitives.ReadInt32BigEndian(payload) & int.MaxValue;
        if (header.StreamId == 0)
        {
            if (increment == 0)
            {
                throw Violation("the server widened a window by nothing");
            }

            _bodies.Widen(increment);
            return;
        }

        if (Find(header) is not { } stream)
        {
            return;
        }

        if (increment == 0)
        {
            Refuse(stream, Http2ErrorCode.ProtocolError, "the server widened a window by nothing");
        }
        else if (!_bodies.TryWiden(stream, increment))
        {
            Refuse(stream, Http2ErrorCode.FlowControlError, "the server widened a window beyond 2^31 - 1");
        }
    }
}

namespace Temporal.Grpc.Http2;

/// <summary>
/// The client's side of one HTTP/2 connection. Calls write into a shared output; one loop reads for all of them. Whatever breaks the
/// rules of HTTP/2 ends the connection and with it every call that it carries.
/// </summary>
internal sealed partial class Http2Connection : IDisposable
{
    /// <summary>Output that nobody takes, beyond which the connection counts as full, and then as broken.</summary>
    private const int Congested = 1024 * 1024;

    /// <summary>How long the last frames may take to leave a connection that has ended.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Http2Stream> _streams = [];
    private readonly PeerSettings _peer = new();
    private readonly RequestBodies _bodies = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stream _transport;
    private readonly FrameInput _input;
    private readonly FrameOutput _output;
    private readonly LivenessWatch _watch;
    private readonly ITimer _timer;
    private readonly Action<Http2Connection> _retired;
    private int _nextId = 1;
    private bool _draining;
    private bool _ended;

    /// <param name="transport">Open and, with TLS, authenticated; the connection disposes of it.</param>
    /// <param name="options">Times of keep-alive.</param>
    /// <param name="time">Their clock.</param>
    /// <param name="retired">Told, perhaps more than once, when the connection takes no more calls.</param>
    public Http2Connection(Stream transport, GrpcChannelOptions options, TimeProvider time, Action<Http2Connection> retired)
    {
        _transport = transport;
        _retired = retired;
        _input = new FrameInput(transport);
        _output = new FrameOutput(transport, _gate, _bodies.WriteTo, Sent);
        _watch = new LivenessWatch(options, time);
        _timer = time.CreateTimer(static self => ((Http2Connection)self!).Check(), this, _watch.First, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many calls the server takes at once.</summary>
    public int Room => _peer.MaxConcurrentStreams;

    /// <summary>Takes no more calls.</summary>
    public bool IsRetired => Volatile.Read(ref _draining);

    /// <summary>Greets the server and waits for its settings.</summary>
    /// <exception cref="IOException">The server is none of HTTP/2, or went away.</exception>
    public async Task StartAsync(CancellationToken cancelled)
    {
        lock (_gate)
        {
            FrameWriter.Preface(_output.Waiting);
            _output.Flush();
        }

        _ = ReadAsync();
        try
        {
            await _settled.Task.WaitAsync(cancelled);
        }
        catch (OperationCanceledException)
        {
            End(new IOException("the server did not answer as HTTP/2 does"), tell: null);
            throw;
        }
    }

    /// <summary>Begins the call, when the connection has room for it.</summary>
    public bool TryOpen(Http2Stream stream)
    {
        lock (_gate)
        {
            if (_draining || _streams.Count >= _peer.MaxConcurrentStreams || _output.Waiting.Length > Congested)
            {
                return false;
            }

            stream.Connection = this;
            stream.Id = _nextId;
            stream.SendWindow = _peer.InitialWindow;
            Add(stream);
            FrameWriter.Headers(_output.Waiting, stream.Id, stream.RequestHead, first: stream.Id == 1);
            _bodies.Enqueue(stream);
            _bodies.WriteTo(_output.Waiting);
            _output.Flush();
            return true;
        }
    }

    /// <summary>The caller gave up: the server is told, and the call ends unless it has ended already.</summary>
    public void Cancel(Http2Stream stream)
    {
        bool drained;
        lock (_gate)
        {
            if (!_streams.ContainsKey(stream.Id))
            {
                return;
            }

            drained = Remove(stream, new OperationCanceledException("the call was cancelled"), Http2ErrorCode.Cancel);
            _output.Flush();
        }

        stream.Signal();
        EndIf(drained);
    }

    /// <summary>Takes no more calls, and ends with the last one it has.</summary>
    public void Drain()
    {
        bool drained;
        lock (_gate)
        {
            _draining = true;
            drained = _streams.Count == 0;
        }

        EndIf(drained);
    }

    /// <summary>Closes at once: both loops fail, end what calls there are, and release their buffers.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _transport.Dispose();
        lock (_gate)
        {
            if (!_output.IsFlushing)
            {
                _output.Dispose();
            }
        }
    }

    private void Add(Http2Stream stream)
    {
        if (_streams.Count == 0)
        {
            _watch.Turned();
        }

        _streams.Add(stream.Id, stream);
        _nextId += 2;
        if (_nextId == int.MaxValue)
        {
            _draining = true;
            _retired(this);
        }
    }

    /// <summary>
    /// Lets go of a call, which is then to be signalled, and resets its stream when either side is not done with it. True when it was
    /// the last call of a connection that takes no more.
    /// </summary>
    private bool Remove(Http2Stream stream, Exception? fault, Http2ErrorCode? reset)
    {
        _streams.Remove(stream.Id);
        if (reset is null && !stream.UnsentBody.IsEmpty)
        {
            reset = Http2ErrorCode.Cancel;
        }

        if (reset is { } code)
        {
            FrameWriter.Reset(_output.Waiting, stream.Id, code);
        }

        stream.Detach(fault);
        if (_streams.Count == 0)
        {
            _watch.Turned();
        }

        return _draining && _streams.Count == 0;
    }

    private void EndIf(bool drained)
    {
        if (drained)
        {
            End(new IOException("the connection was closed"), Http2ErrorCode.NoError);
        }
    }

    /// <summary>Ends all calls with <paramref name="why"/>, and the connection once the server was told, if it is to be told at all.</summary>
    private void End(Exception why, Http2ErrorCode? tell)
    {
        List<Http2Stream> victims;
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = _draining = true;
            victims = [.. _streams.Values];
            _streams.Clear();
            foreach (var victim in victims)
            {
                victim.Detach(why);
            }

            if (tell is { } code)
            {
                FrameWriter.GoAway(_output.Waiting, code);
                _output.Flush();
                _timer.Change(Linger, Timeout.InfiniteTimeSpan);
            }
        }

        _retired(this);
        if (_settled.TrySetException(why))
        {
            // Whoever waited may have given up before.
            _ = _settled.Task.Exception;
        }

        foreach (var victim in victims)
        {
            victim.Signal();
        }

        if (tell is null)
        {
            Dispose();
        }
    }

    private void Sent(Exception? fault)
    {
        if (fault is not null)
        {
            Lost(fault);
        }

        if (!Volatile.Read(ref _ended))
        {
            return;
        }

        bool idle;
        lock (_gate)
        {
            // The farewell may have come between the last send and here, with a send of its own.
            idle = !_output.IsFlushing;
        }

        if (idle)
        {
            Dispose();
        }
    }

    private void Lost(Exception fault) => End(fault as Http2Exception ?? new IOException($"the connection was lost: {fault.Message}", fault), tell: null);

    private void Check()
    {
        Liveness liveness;
        lock (_gate)
        {
            liveness = Weigh();
        }

        switch (liveness)
        {
            case Liveness.Unused:
                EndIf(drained: true);
                break;
            case Liveness.Dead:
                End(new IOException("the server has fallen silent"), tell: null);
                Dispose();
                break;
        }
    }

    private Liveness Weigh()
    {
        if (_ended)
        {
            // What was left to send did not leave in time.
            return Liveness.Dead;
        }

        var liveness = _watch.Check(_streams.Count > 0, out var next);
        if (liveness is Liveness.Unused)
        {
            _draining = true;
            return liveness;
        }

        if (liveness is Liveness.Ask)
        {
            FrameWriter.Ping(_output.Waiting, "temporal"u8, FrameMarks.None);
            _output.Flush();
        }

        _timer.Change(next, Timeout.InfiniteTimeSpan);
        return liveness;
    }
}

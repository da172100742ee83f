using System.Threading.Tasks.Sources;

namespace Temporal.Grpc.Http2;

/// <summary>
/// One call on a connection: its request until that is sent, its answer as it arrives. Everything but <see cref="Ended"/> is the
/// connection's, under its lock, until the call has ended, and the caller's from then on.
/// </summary>
/// <param name="request">The header block and behind it the body; given back as soon as it is sent.</param>
/// <param name="headLength">The length of the header block.</param>
/// <param name="maxReceiveBytes">Bound on the message of the answer.</param>
internal sealed class Http2Stream(PooledBytes request, int headLength, int maxReceiveBytes) : IValueTaskSource, IDisposable
{
    private readonly int _headLength = headLength;
    private PooledBytes? _request = request;
    private int _sent = headLength;
    private ManualResetValueTaskSourceCore<bool> _ended = new() { RunContinuationsAsynchronously = true };
    private ReceiveWindow _received = new(FrameWriter.StreamWindow);
    private Exception? _fault;

    /// <summary>0 until a connection has taken it.</summary>
    public int Id { get; set; }

    public Http2Connection? Connection { get; set; }

    /// <summary>How much of the body the server lets this stream send; below zero after it changed its mind.</summary>
    public int SendWindow { get; set; }

    /// <summary>Waits in the queue of those that may send.</summary>
    public bool IsQueued { get; set; }

    public ReadOnlySpan<byte> RequestHead => _request is null ? default : _request.Span[.._headLength];

    public ReadOnlySpan<byte> UnsentBody => _request is null ? default : _request.Span[_sent..];

    public AnswerHeaders? Head { get; private set; }

    /// <summary>Null as well when the call was decided before them.</summary>
    public AnswerHeaders? Trailers { get; set; }

    /// <summary>The prefixed message, or what has arrived of it.</summary>
    public PooledBytes? Body { get; private set; }

    /// <summary>Ends when the answer is complete or decided, or fails with why there will be none. To be awaited once.</summary>
    public ValueTask Ended => new(this, _ended.Version);

    public void AdvanceBody(int count)
    {
        _sent += count;
        if (UnsentBody.IsEmpty)
        {
            DropRequest();
        }
    }

    /// <summary>True when nothing that could follow would change how the call ends.</summary>
    public bool TakeHead(AnswerHeaders head)
    {
        Head = head;
        return !GrpcAnswer.MayGoOn(head);
    }

    /// <inheritdoc cref="ReceiveWindow.Take"/>
    public int WidenBy(int received) => _received.Take(received);

    /// <summary>True when the message is already known to be broken or too large.</summary>
    public bool TakeBody(ReadOnlySpan<byte> bytes)
    {
        Body ??= new PooledBytes(bytes.Length);
        Body.Append(bytes);
        return !MessageFrame.MayGoOn(Body.Span, Head?.Encoding, maxReceiveBytes);
    }

    /// <summary>Nothing more of the request is to be sent.</summary>
    public void DropRequest()
    {
        _request?.Dispose();
        _request = null;
    }

    /// <summary>The connection lets go: the request is dropped, and without an answer so is what came of it.</summary>
    public void Detach(Exception? fault)
    {
        _fault = fault;
        DropRequest();
        if (fault is not null)
        {
            DropBody();
        }
    }

    /// <summary>The caller gives up.</summary>
    public void Cancel() => Connection?.Cancel(this);

    /// <summary>Wakes the caller; after <see cref="Detach"/>, and outside of any lock.</summary>
    public void Signal()
    {
        if (_fault is null)
        {
            _ended.SetResult(true);
        }
        else
        {
            _ended.SetException(_fault);
        }
    }

    /// <summary>By the caller, once no connection has it.</summary>
    public void Dispose()
    {
        DropRequest();
        DropBody();
    }

    void IValueTaskSource.GetResult(short token) => _ended.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _ended.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _ended.OnCompleted(continuation, state, token, flags);

    private void DropBody()
    {
        Body?.Dispose();
        Body = null;
    }
}

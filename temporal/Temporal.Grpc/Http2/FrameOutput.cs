namespace Temporal.Grpc.Http2;

/// <summary>
/// The bytes that wait to be sent. Calls append to them under the connection's lock; one flusher at a time takes all that there is, so
/// that calls made at the same time share a send.
/// </summary>
/// <param name="stream">Sent to.</param>
/// <param name="gate">The connection's lock.</param>
/// <param name="refill">Called under the lock before each send: appends what had no room before.</param>
/// <param name="sent">Called outside the lock when there was nothing left to send, or with why sending failed.</param>
internal sealed class FrameOutput(Stream stream, Lock gate, Action<PooledBytes> refill, Action<Exception?> sent) : IThreadPoolWorkItem, IDisposable
{
    private const int UsualSize = 64 * 1024;

    /// <summary>A burst must not keep its memory for good.</summary>
    private const int LargestKept = 512 * 1024;

    private PooledBytes _waiting = new(UsualSize);
    private PooledBytes _sending = new(UsualSize);
    private bool _flushing;

    /// <summary>Append here under the lock, then <see cref="Flush"/>.</summary>
    public PooledBytes Waiting => _waiting;

    /// <summary>A send is under way, or will be.</summary>
    public bool IsFlushing => _flushing;

    /// <summary>Under the lock. The flusher queues behind the work that the pool already has, which may have more to send.</summary>
    public void Flush()
    {
        if (!_flushing && _waiting.Length > 0)
        {
            _flushing = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    /// <summary>Under the lock, when nothing is being sent and nothing will be.</summary>
    public void Dispose()
    {
        _waiting.Dispose();
        _sending.Dispose();
    }

    private async Task FlushAsync()
    {
        try
        {
            while (TakeWaiting())
            {
                await stream.WriteAsync(_sending.Memory);
                _sending.Clear(LargestKept);
            }

            sent(null);
        }
        catch (Exception fault)
        {
            lock (gate)
            {
                _flushing = false;
            }

            sent(fault);
        }
    }

    private bool TakeWaiting()
    {
        lock (gate)
        {
            refill(_waiting);
            (_waiting, _sending) = (_sending, _waiting);
            return _flushing = _sending.Length > 0;
        }
    }
}

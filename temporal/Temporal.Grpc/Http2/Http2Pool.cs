using System.Collections.Immutable;

namespace Temporal.Grpc.Http2;

/// <summary>The connections of one channel: the first one with room takes a call, and when none has any another one is opened.</summary>
internal sealed class Http2Pool : IDisposable
{
    /// <summary>Connections that may end before they were of any use, until a call gives up.</summary>
    private const int MostUseless = 3;

    private readonly Http2Dialer _dialer;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private ImmutableArray<Http2Connection> _connections = [];
    private bool _disposed;
    private Task<Dialled> _dial = Task.FromResult(default(Dialled));

    public Http2Pool(GrpcChannelOptions options, TimeProvider time)
    {
        _dialer = new Http2Dialer(options, time);
        _stopped = _stop.Token;
    }

    /// <summary>Begins the call on a connection.</summary>
    /// <exception cref="IOException">There is none to be had.</exception>
    public ValueTask OpenAsync(Http2Stream stream, CancellationToken ended)
    {
        var tried = _connections;
        return TryOpen(tried, stream) ? ValueTask.CompletedTask : OpenAsync(stream, tried, ended);
    }

    /// <summary>Calls in flight go on; there are no new ones.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _stop.Cancel();
        _stop.Dispose();
        foreach (var connection in _connections)
        {
            connection.Drain();
        }
    }

    private static bool TryOpen(ImmutableArray<Http2Connection> connections, Http2Stream stream)
    {
        var next = 0;
        while (next < connections.Length && !connections[next].TryOpen(stream))
        {
            next++;
        }

        return next < connections.Length;
    }

    private async ValueTask OpenAsync(Http2Stream stream, ImmutableArray<Http2Connection> tried, CancellationToken ended)
    {
        var useless = 0;
        do
        {
            var (connection, fault) = await DialUnlessChanged(tried).WaitAsync(ended);
            if (fault is not null)
            {
                throw new IOException(fault.Message, fault);
            }

            if (connection is { IsRetired: true } && ++useless == MostUseless)
            {
                throw new IOException("the server ends every connection before it was used");
            }

            tried = _connections;
        }
        while (!TryOpen(tried, stream));
    }

    /// <summary>Opens one more connection, or joins in waiting for it; none when there are others than those already tried.</summary>
    private Task<Dialled> DialUnlessChanged(ImmutableArray<Http2Connection> tried)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(GrpcChannel));
            if (!_dial.IsCompleted)
            {
                return _dial;
            }

            if (tried != _connections)
            {
                return Task.FromResult(default(Dialled));
            }

            // The connection lives longer than the call that happens to open it, and carries nothing of its context.
            using var nothing = ExecutionContext.SuppressFlow();
            return _dial = Task.Run(DialAsync, CancellationToken.None);
        }
    }

    private async Task<Dialled> DialAsync()
    {
        try
        {
            var connection = await _dialer.DialAsync(Forget, _stopped);
            ImmutableInterlocked.Update(ref _connections, static (all, added) => all.Add(added), connection);
            if (_stopped.IsCancellationRequested)
            {
                connection.Drain();
            }

            if (connection.IsRetired)
            {
                Forget(connection);
            }

            return new Dialled(connection, null);
        }
        catch (Exception fault)
        {
            return new Dialled(null, fault);
        }
    }

    private void Forget(Http2Connection connection) =>
        ImmutableInterlocked.Update(ref _connections, static (all, retired) => all.Remove(retired), connection);

    /// <summary>What came of dialling: one of both, or neither when there was no need to.</summary>
    private readonly record struct Dialled(Http2Connection? Connection, Exception? Fault);
}

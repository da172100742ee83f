using System.Collections.Concurrent;

namespace Webhooks.Storage.Durability;

/// <summary>Keeps a few reading connections open. A read costs microseconds and runs on the caller's thread.</summary>
internal sealed class ReaderPool<TReader>(Func<TReader> open) : IDisposable
    where TReader : IDisposable
{
    private const int Kept = 4;

    private readonly ConcurrentBag<TReader> _readers = [];
    private bool _disposed;

    public Task<T> ReadAsync<T>(Func<TReader, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        cancellationToken.ThrowIfCancellationRequested();
        var reader = _readers.TryTake(out var kept) ? kept : open();
        var keep = false;
        try
        {
            var result = read(reader);
            keep = _readers.Count < Kept && !Volatile.Read(ref _disposed);
            return Task.FromResult(result);
        }
        finally
        {
            if (keep)
            {
                _readers.Add(reader);
            }
            else
            {
                reader.Dispose();
            }
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _disposed, true);
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}

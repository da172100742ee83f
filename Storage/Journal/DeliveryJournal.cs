using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Durability;

namespace Webhooks.Storage.Journal;

/// <summary>
/// The commit point of a delivery: append-only segment files, many deliveries one flush. What <see cref="AppendAsync"/> has returned
/// survives a power cut, as far as the disk keeps its promise to flush. A body may be there twice when its sender was not answered.
/// </summary>
public sealed partial class DeliveryJournal : IAsyncDisposable
{
    private const int MaximumBatch = 1024;
    private const int ReadBatch = 512;

    /// <summary>A body of this size or more is large: its stored form, which is held until it is on the disk, counts in megabytes.</summary>
    private const int LargeBody = 1024 * 1024;

    /// <summary>More would wait for the disk in memory.</summary>
    private const int MostLargeAtOnce = 1;

    private readonly ILogger _logger;
    private readonly string _directory;
    private readonly DirectoryLock _lock;
    private readonly SegmentLog _log;
    private readonly RecentEntries _recent;
    private readonly JournalReader _reader;
    private readonly BodyEncoder _encoder;
    private readonly SemaphoreSlim _places;
    private readonly SemaphoreSlim _largePlaces = new(MostLargeAtOnce);
    private readonly BatchThread<PendingAppend> _writer;
    private volatile bool _isAvailable = true;
    private int _disposed;

    private DeliveryJournal(JournalOptions options, ISegmentFiles files, TimeProvider time, ILogger logger, DirectoryLock directoryLock, JournalPosition end)
    {
        _logger = logger;
        _directory = options.Directory;
        _lock = directoryLock;
        _log = new(options, files, time, logger, end);
        _recent = new(end);
        _reader = new(options.Directory);
        _encoder = new(options.Compresses, options.Keys.Count > 0 ? options.Keys[0] : null);
        _places = new(options.MaximumWaiting);
        _writer = new("journal writer", MaximumBatch, options.BatchBytes, append => append.RecordLength, Commit);
    }

    /// <summary>False after a batch that could not be made durable, until one can.</summary>
    public bool IsAvailable => _isAvailable;

    /// <summary>Behind the newest durable record.</summary>
    public JournalPosition End => _recent.End;

    /// <summary>Takes the folder, cuts a torn tail off the last segment and is ready to append.</summary>
    /// <exception cref="JournalInUseException">Somebody else writes this folder.</exception>
    public static Task<DeliveryJournal> OpenAsync(JournalOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        OpenAsync(options, new DiskSegmentFiles(), time, logger, cancellationToken);

    /// <summary>Returns when facts and body are on the disk, never before.</summary>
    /// <param name="facts">Stored beside the body.</param>
    /// <param name="body">Raw bytes; must stay untouched until the task has ended.</param>
    /// <param name="cancellationToken">Ends only the wait for a place in the queue; what is queued is written.</param>
    /// <exception cref="JournalUnavailableException">Not stored.</exception>
    public async Task<PayloadReference> AppendAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var places = body.Length < LargeBody ? _places : _largePlaces;
        await places.WaitAsync(cancellationToken);
        try
        {
            var append = new PendingAppend(facts, body, _encoder);
            if (!_writer.TryAdd(append))
            {
                append.ReturnBuffer();
                throw new JournalUnavailableException("The delivery journal is closing.");
            }

            return await append.Task;
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Everything durable behind <paramref name="from"/>, in order of acceptance, then ends.</summary>
    public async IAsyncEnumerable<JournalEntry> ReadFromAsync(JournalPosition from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = End;
        while (await ReadAsync(from, end, cancellationToken) is [.., var last] entries)
        {
            foreach (var entry in entries)
            {
                yield return entry;
            }

            from = last.Next;
        }
    }

    /// <summary>Everything durable behind <paramref name="from"/> in order and in batches, and then what is appended, until cancelled.</summary>
    public async IAsyncEnumerable<JournalBatch> FollowAsync(
        JournalPosition from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await _recent.WaitBeyondAsync(from).WaitAsync(cancellationToken);
            var end = End;
            var entries = _recent.TryTake(from, ReadBatch) ?? await ReadAsync(from, end, cancellationToken);
            from = entries is [.., var last] ? last.Next : end;
            yield return new(entries, from);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Sizes in bytes of the segments on the disk, by number; the newest counts with the space that is reserved for it.</summary>
    public IReadOnlyDictionary<long, long> SegmentSizes() =>
        SegmentNames.List(_directory)
            .Select(number => (Number: number, File: new FileInfo(SegmentNames.PathOf(_directory, number))))
            .Where(segment => segment.File.Exists)
            .ToDictionary(segment => segment.Number, segment => segment.File.Length);

    /// <summary>
    /// Removes whole segments whose deliveries nobody needs any more; the caller knows which. Readers learn that they were dropped and not lost.
    /// Segments that are gone already are passed over.
    /// </summary>
    /// <returns>How many bytes of disk that freed.</returns>
    /// <exception cref="ArgumentException">The newest segment: it is still written, and its number must not be given again.</exception>
    public Task<long> DropAsync(IReadOnlyCollection<long> segments, CancellationToken cancellationToken)
    {
        if (segments.Any(segment => segment < 1 || segment >= End.Segment))
        {
            throw new ArgumentException($"Only segments before {End.Segment} can be dropped.", nameof(segments));
        }

        return Task.Run(() => DroppedSegments.Drop(_directory, segments), cancellationToken);
    }

    /// <summary>Makes what is queued durable, then lets the folder go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _writer.DisposeAsync();
            _log.Dispose();
            _lock.Dispose();
        }
    }

    internal static Task<DeliveryJournal> OpenAsync(
        JournalOptions options, ISegmentFiles files, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                options = options with { Directory = Path.GetFullPath(options.Directory) };
                Directory.CreateDirectory(options.Directory);
                var directoryLock = DirectoryLock.Take(options.Directory);
                try
                {
                    var end = SegmentRecovery.Run(options.Directory, files, logger);
                    return new DeliveryJournal(options, files, time, logger, directoryLock, end);
                }
                catch
                {
                    directoryLock.Dispose();
                    throw;
                }
            },
            cancellationToken);

    private Task<List<JournalEntry>> ReadAsync(JournalPosition from, JournalPosition end, CancellationToken cancellationToken) =>
        from < end ? Task.Run(() => _reader.Read(from, end, ReadBatch, cancellationToken), cancellationToken) : Task.FromResult<List<JournalEntry>>([]);

    private void Commit(IReadOnlyList<PendingAppend> batch)
    {
        try
        {
            _log.Append(batch);
        }
        catch (Exception e)
        {
            Fail(batch, e);
            return;
        }

        if (!_isAvailable)
        {
            _isAvailable = true;
            Log.Available(_logger);
        }

        var entries = new DeliveryEntry[batch.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            batch[i].ReturnBuffer();
            entries[i] = batch[i].ToEntry(_log.Segment);
        }

        // Before the callers know: what they read next must include what they wrote.
        _recent.Add(entries);
        for (var i = 0; i < entries.Length; i++)
        {
            batch[i].SetResult(entries[i].Payload);
        }
    }

    private void Fail(IReadOnlyList<PendingAppend> batch, Exception e)
    {
        if (_isAvailable)
        {
            _isAvailable = false;
            Log.Unavailable(_logger, e);
        }

        foreach (var append in batch)
        {
            append.ReturnBuffer();
            append.SetException(new JournalUnavailableException("The delivery could not be stored: the disk is full or failing.", e));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The delivery journal cannot be written; deliveries are refused until it can. Look at the disk's space and health.")]
        public static partial void Unavailable(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "The delivery journal is written again.")]
        public static partial void Available(ILogger logger);
    }
}

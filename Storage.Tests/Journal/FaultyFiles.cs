using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Tests.Journal;

/// <summary>The real file system, with faults on demand and a count of what was asked of it.</summary>
internal sealed class FaultyFiles : ISegmentFiles
{
    private readonly DiskSegmentFiles _disk = new();
    private int _flushes;
    private int _writes;

    public volatile bool DiskIsFull;
    public volatile bool FlushFails;
    public volatile bool EverythingFails;
    public volatile bool PreallocationFails;

    /// <summary>The header of a segment is taken, nothing behind it.</summary>
    public volatile bool RecordsFail;

    /// <summary>For tests that open a journal a thousand times.</summary>
    public bool SkipsFlush { get; init; }

    /// <summary>While set, flushes wait for it.</summary>
    public ManualResetEventSlim? HoldFlush;

    /// <summary>Signalled whenever a flush begins.</summary>
    public SemaphoreSlim FlushBegan { get; set; } = new(0);

    public int Flushes => Volatile.Read(ref _flushes);

    public int Writes => Volatile.Read(ref _writes);

    /// <summary>The disk has room again from the moment when the next file is created.</summary>
    public bool RoomComesWithNextFile { get; set; }

    public ISegmentFile Create(string path, long length)
    {
        DiskIsFull &= !RoomComesWithNextFile;
        if (DiskIsFull || EverythingFails || (PreallocationFails && length > 0))
        {
            throw new IOException("No space left on device");
        }

        return new FaultyFile(this, _disk.Create(path, length));
    }

    public ISegmentFile Open(string path) => new FaultyFile(this, _disk.Open(path));

    public void Delete(string path)
    {
        Fail(EverythingFails);
        _disk.Delete(path);
    }

    public void FlushDirectory(string path)
    {
        Fail(EverythingFails);
        if (!SkipsFlush)
        {
            _disk.FlushDirectory(path);
        }
    }

    private static void Fail(bool condition)
    {
        if (condition)
        {
            throw new IOException("Input/output error");
        }
    }

    private sealed class FaultyFile(FaultyFiles files, ISegmentFile disk) : ISegmentFile
    {
        public void Write(IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset)
        {
            Interlocked.Increment(ref files._writes);
            if (files.DiskIsFull)
            {
                // A full disk takes the beginning of a write and refuses the rest.
                disk.Write([buffers[0][..(buffers[0].Length / 2)]], offset);
                throw new IOException("No space left on device");
            }

            Fail(files.EverythingFails || (files.RecordsFail && offset > 0));
            disk.Write(buffers, offset);
        }

        public void Flush()
        {
            Interlocked.Increment(ref files._flushes);
            files.FlushBegan.Release();
            files.HoldFlush?.Wait(TimeSpan.FromSeconds(30));
            Fail(files.FlushFails || files.EverythingFails);
            if (!files.SkipsFlush)
            {
                disk.Flush();
            }
        }

        public void SetLength(long length)
        {
            Fail(files.EverythingFails);
            disk.SetLength(length);
        }

        public void Dispose() => disk.Dispose();
    }
}

using Microsoft.Win32.SafeHandles;
using Webhooks.Storage.Durability;

namespace Webhooks.Storage.Journal;

/// <summary>Segment files on the file system.</summary>
internal sealed class DiskSegmentFiles : ISegmentFiles
{
    // Readers of other processes come and go while the segment grows.
    private const FileShare Sharing = FileShare.ReadWrite | FileShare.Delete;

    public ISegmentFile Create(string path, long length)
    {
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, Sharing, FileOptions.None, length);
        try
        {
            // The preallocation reserves space without growing the file; a flush is cheaper when the length does not change.
            var file = new DiskSegmentFile(handle);
            file.SetLength(length);
            return file;
        }
        catch
        {
            handle.Dispose();
            File.Delete(path);
            throw;
        }
    }

    public ISegmentFile Open(string path) => new DiskSegmentFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, Sharing));

    public void Delete(string path) => File.Delete(path);

    public void FlushDirectory(string path) => DurableFiles.FlushDirectory(path);

    private sealed class DiskSegmentFile(SafeFileHandle handle) : ISegmentFile
    {
        public void Write(IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset) => Grow(() => RandomAccess.Write(handle, buffers, offset));

        public void Flush() => DurableFiles.FlushData(handle);

        public void SetLength(long length) => Grow(() => RandomAccess.SetLength(handle, length));

        public void Dispose() => handle.Dispose();

        /// <summary>A limit on the size of files (EFBIG) is a full disk like any other; the runtime takes it for a wrong argument.</summary>
        private static void Grow(Action change)
        {
            try
            {
                change();
            }
            catch (ArgumentOutOfRangeException e)
            {
                throw new IOException("The file must not grow that far.", e);
            }
        }
    }
}

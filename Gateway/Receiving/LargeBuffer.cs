using System.Buffers;
using System.Runtime.InteropServices;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Receiving;

/// <summary>
/// Room for the largest body, outside of the garbage collector's memory. The system hands out a page when it is first written and takes all of
/// them back at once, so a large body costs what has come of it, is never copied to grow, and leaves nothing behind. Pooled arrays of such
/// sizes would stay for good.
/// </summary>
#pragma warning disable S6640 // One allocation, one length, freed once; callers see nothing but spans of it.
internal sealed unsafe class LargeBuffer : MemoryManager<byte>
{
    // Not the source's own cap: the allocator of glibc keeps blocks of up to 32 MiB for itself once it has seen one freed.
    private const int Size = SourceCatalog.LargestBodyBytes + 1;

    private void* start = NativeMemory.Alloc(Size);

    public override Span<byte> GetSpan() => start is null ? throw new ObjectDisposedException(nameof(LargeBuffer)) : new(start, Size);

    public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)start + elementIndex);

    public override void Unpin()
    {
        // It never moves.
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(start);
        start = null;
    }
}
#pragma warning restore S6640

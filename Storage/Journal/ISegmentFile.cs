namespace Webhooks.Storage.Journal;

/// <summary>A segment file open for writing.</summary>
internal interface ISegmentFile : IDisposable
{
    /// <summary>Writes all buffers one behind the other.</summary>
    void Write(IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset);

    /// <summary>What was written reaches the disk.</summary>
    void Flush();

    void SetLength(long length);
}

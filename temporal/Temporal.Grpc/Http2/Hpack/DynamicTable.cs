namespace Temporal.Grpc.Http2.Hpack;

/// <summary>The headers a peer asked to remember, the newest first; the oldest go when the room is used up.</summary>
internal sealed class DynamicTable(int capacity)
{
    /// <summary>What each entry counts beside its bytes (RFC 7541, section 4.1).</summary>
    public const int EntryOverhead = 32;

    private readonly LinkedList<(byte[] Name, byte[] Value)> _entries = [];

    public int Count => _entries.Count;

    /// <summary>In bytes, overhead included.</summary>
    public int Size { get; private set; }

    public int Capacity { get; private set; } = capacity;

    /// <param name="index">0 is the newest.</param>
    public (byte[] Name, byte[] Value) At(int index)
    {
        var entry = _entries.First!; // The caller has compared the index with Count.
        for (; index > 0; index--)
        {
            entry = entry.Next!;
        }

        return entry.Value;
    }

    /// <summary>An entry larger than the whole table empties it, and is no error.</summary>
    public void Add(byte[] name, byte[] value)
    {
        var size = SizeOf(name, value);
        Evict(Capacity - size);
        if (size <= Capacity)
        {
            _entries.AddFirst((name, value));
            Size += size;
        }
    }

    public void Resize(int capacity)
    {
        Capacity = capacity;
        Evict(capacity);
    }

    private static int SizeOf(byte[] name, byte[] value) => name.Length + value.Length + EntryOverhead;

    private void Evict(int target)
    {
        while (Size > target && _entries.Last is { Value: var (name, value) })
        {
            Size -= SizeOf(name, value);
            _entries.RemoveLast();
        }
    }
}

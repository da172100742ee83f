using System.Buffers;

namespace Webhooks.Storage.Journal;

/// <summary>A body in the form in which it is stored, in rented pieces.</summary>
internal sealed class EncodedBody
{
    /// <summary>Size of the pieces of a body that needs several.</summary>
    public const int PieceBytes = 64 * 1024;

    /// <summary>
    /// As many as the largest body takes, of which one is stored at a time. The shared pool keeps few of this size; the others would be
    /// garbage, twenty megabytes a body.
    /// </summary>
    private static readonly ArrayPool<byte> PiecePool = ArrayPool<byte>.Create(PieceBytes, maxArraysPerBucket: 400);

    private readonly List<(byte[] Buffer, ArrayPool<byte> Pool)> _rented = [];
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];

    /// <summary>Set before it is stored.</summary>
    public BodyForm? Form { get; set; }

    public int Length { get; private set; }

    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces => _pieces;

    /// <summary>A buffer to write into; what is used of it is told to <see cref="Add"/>.</summary>
    public byte[] Rent(int size)
    {
        var pool = size == PieceBytes ? PiecePool : ArrayPool<byte>.Shared;
        var buffer = pool.Rent(size);
        _rented.Add((buffer, pool));
        return buffer;
    }

    public void Add(ReadOnlyMemory<byte> piece)
    {
        _pieces.Add(piece);
        Length += piece.Length;
    }

    public void CopyTo(Span<byte> target)
    {
        foreach (var piece in _pieces)
        {
            piece.Span.CopyTo(target);
            target = target[piece.Length..];
        }
    }

    /// <summary>After this, nothing of it may be used.</summary>
    public void ReturnBuffers()
    {
        foreach (var (buffer, pool) in _rented)
        {
            pool.Return(buffer);
        }

        _rented.Clear();
        _pieces.Clear();
    }
}

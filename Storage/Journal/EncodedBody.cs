using System.Buffers;

namespace Webhooks.Storage.Journal;

/// <summary>A body in the form in which it is stored, in rented pieces.</summary>
internal sealed class EncodedBody
{
    private readonly List<byte[]> _rented = [];
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];

    /// <summary>Set before it is stored.</summary>
    public BodyForm? Form { get; set; }

    public int Length { get; private set; }

    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces => _pieces;

    /// <summary>A buffer to write into; what is used of it is told to <see cref="Add"/>.</summary>
    public byte[] Rent(int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        _rented.Add(buffer);
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
        foreach (var buffer in _rented)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        _rented.Clear();
        _pieces.Clear();
    }
}

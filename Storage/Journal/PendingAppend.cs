using System.Buffers;
using System.Security.Cryptography;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Journal;

/// <summary>A delivery on its way to the disk. All that costs time is done by the caller's thread; the writing thread only adds the offset.</summary>
internal sealed class PendingAppend : TaskCompletionSource<PayloadReference>
{
    private readonly byte[] _head;
    private readonly int _factsLength;
    private readonly uint _contentCrc;
    private readonly ReadOnlyMemory<byte> _body;
    private readonly EncodedBody? _encoded;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _stored;
    private readonly string _sha256;
    private long _offset;

    public PendingAppend(AcceptedDelivery facts, ReadOnlyMemory<byte> body, BodyEncoder encoder)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        Facts = facts;
        _body = body;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body.Span, hash);
        _sha256 = Convert.ToHexStringLower(hash);
        _encoded = encoder.Encode(body, FactsFormat.DeliveryIdBytes(facts.DeliveryId), hash);
        _stored = _encoded?.Pieces ?? (body.IsEmpty ? [] : [body]);
        _head = ArrayPool<byte>.Shared.Rent(RecordHeader.Size + FactsFormat.Bound(facts));
        _factsLength = FactsFormat.Write(facts, hash, _head.AsSpan(RecordHeader.Size), _encoded?.Form);
        var crc = Crc32C.Append(Crc32C.Start, _head.AsSpan(RecordHeader.Size, _factsLength));
        foreach (var piece in _stored)
        {
            crc = Crc32C.Append(crc, piece.Span);
        }

        _contentCrc = Crc32C.Finish(crc);
    }

    public AcceptedDelivery Facts { get; }

    public long RecordLength => RecordHeader.Aligned((long)RecordHeader.Size + _factsLength + StoredLength);

    private int StoredLength => _encoded?.Length ?? _body.Length;

    /// <summary>Adds the record's bytes to a batch that will be written at <paramref name="offset"/>.</summary>
    public void AddTo(List<ReadOnlyMemory<byte>> buffers, ulong marker, long offset)
    {
        _offset = offset;
        var kind = _encoded is null ? RecordKind.Delivery : RecordKind.EncodedDelivery;
        new RecordHeader(marker, _contentCrc, offset, _factsLength, StoredLength, kind).Write(_head);
        buffers.Add(_head.AsMemory(0, RecordHeader.Size + _factsLength));
        buffers.AddRange(_stored);
        var padding = (int)(RecordLength - RecordHeader.Size - _factsLength - StoredLength);
        if (padding > 0)
        {
            buffers.Add(Padding.AsMemory(0, padding));
        }
    }

    public DeliveryEntry ToEntry(long segment) => new()
    {
        Position = new(segment, _offset),
        Next = new(segment, _offset + RecordLength),
        Facts = Facts,
        Payload = new(segment, _offset, _body.Length, _sha256),
    };

    /// <summary>After this, nothing but the task may be used.</summary>
    public void ReturnBuffer()
    {
        ArrayPool<byte>.Shared.Return(_head);
        _encoded?.ReturnBuffers();
    }

    private static readonly byte[] Padding = new byte[RecordHeader.Alignment];
}

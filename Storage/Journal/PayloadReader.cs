using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Journal;

/// <summary>Reads bodies out of a journal, also while another process appends to it. Safe for concurrent use.</summary>
public sealed class PayloadReader(string journalDirectory, IReadOnlyList<JournalKey> keys) : IPayloads
{
    private readonly BodyDecoder _decoder = new(keys);

    /// <summary>For a journal that is not encrypted.</summary>
    public PayloadReader(string journalDirectory)
        : this(journalDirectory, [])
    {
    }

    /// <exception cref="PayloadMissingException">The segment is gone, or ends too early.</exception>
    /// <exception cref="PayloadDamagedException">Checksum, length or SHA-256 differ.</exception>
    /// <exception cref="JournalKeyException">It is encrypted with a key that is not among the keys, or has another value there.</exception>
    public async Task<byte[]> ReadAsync(PayloadReference reference, CancellationToken cancellationToken)
    {
        using var file = Open(reference);
        if (reference.Offset < 0 || reference.Offset > RandomAccess.GetLength(file) - RecordHeader.Size)
        {
            throw Missing(reference);
        }

        var head = new byte[RecordHeader.Size];
        await FillAsync(file, head, reference, reference.Offset, cancellationToken);
        if (RecordHeader.Parse(head, reference.Offset) is not { Kind: RecordKind.Delivery or RecordKind.EncodedDelivery } header || header.FactsLength > FactsFormat.MaximumBytes)
        {
            throw new PayloadDamagedException($"There is no readable record at {Place(reference)}.");
        }

        if (header.Kind == RecordKind.Delivery)
        {
            CheckLength(reference, header.BodyLength);
        }

        if (header.RecordLength > RandomAccess.GetLength(file) - reference.Offset)
        {
            throw Missing(reference);
        }

        var facts = new byte[header.FactsLength];
        var body = GC.AllocateUninitializedArray<byte>(header.BodyLength);
        await FillAsync(file, facts, reference, reference.Offset + RecordHeader.Size, cancellationToken);
        await FillAsync(file, body, reference, reference.Offset + RecordHeader.Size + facts.Length, cancellationToken);
        if (Crc32C.Finish(Crc32C.Append(Crc32C.Append(Crc32C.Start, facts), body)) != header.ContentCrc)
        {
            throw new PayloadDamagedException($"The checksum of the record at {Place(reference)} is wrong.");
        }

        return Checked(reference, header.Kind == RecordKind.EncodedDelivery ? Decoded(reference, facts, body) : body);
    }

    private byte[] Decoded(PayloadReference reference, byte[] facts, byte[] stored)
    {
        try
        {
            var record = FactsFormat.Read(facts);
            var form = record.Form ?? throw new PayloadDamagedException($"The record at {Place(reference)} does not say how its body is stored.");
            CheckLength(reference, form.Length);
            return _decoder.Decode(stored, form, record.Facts.DeliveryId, record.Sha256, Place(reference));
        }
        catch (InvalidDataException e)
        {
            throw new PayloadDamagedException($"The facts of the record at {Place(reference)} cannot be read: {e.Message}");
        }
    }

    private SafeFileHandle Open(PayloadReference reference)
    {
        try
        {
            return File.OpenHandle(
                SegmentNames.PathOf(journalDirectory, reference.Segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            var reason = Directory.Exists(journalDirectory) && DroppedSegments.Read(journalDirectory).Contains(reference.Segment)
                ? $"Journal segment {reference.Segment} was dropped: its deliveries are settled and older than the retention."
                : $"Journal segment {reference.Segment} does not exist in '{journalDirectory}'.";
            throw new PayloadMissingException(reason, e);
        }
    }

    private static async Task FillAsync(
        SafeFileHandle file, Memory<byte> target, PayloadReference reference, long offset, CancellationToken cancellationToken)
    {
        while (!target.IsEmpty)
        {
            var read = await RandomAccess.ReadAsync(file, target, offset, cancellationToken);
            if (read == 0)
            {
                throw Missing(reference);
            }

            target = target[read..];
            offset += read;
        }
    }

    private static void CheckLength(PayloadReference reference, int length)
    {
        if (length != reference.Length)
        {
            throw new PayloadDamagedException($"The record at {Place(reference)} has a body of {length} bytes, not {reference.Length}.");
        }
    }

    private static byte[] Checked(PayloadReference reference, byte[] body)
    {
        if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(body)), reference.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new PayloadDamagedException($"The body at {Place(reference)} is not the one that was asked for: its SHA-256 differs.");
        }

        return body;
    }

    private static PayloadMissingException Missing(PayloadReference reference) => new($"The journal ends before the body at {Place(reference)} does.");

    private static string Place(PayloadReference reference) => $"segment {reference.Segment}, offset {reference.Offset}";
}

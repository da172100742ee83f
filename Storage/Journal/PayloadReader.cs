using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Journal;

/// <summary>Reads bodies out of a journal, also while another process appends to it. Safe for concurrent use.</summary>
public sealed class PayloadReader(string journalDirectory)
{
    /// <exception cref="PayloadMissingException">The segment is gone, or ends too early.</exception>
    /// <exception cref="PayloadDamagedException">Checksum, length or SHA-256 differ.</exception>
    public async Task<byte[]> ReadAsync(PayloadReference reference, CancellationToken cancellationToken)
    {
        using var file = Open(reference);
        if (reference.Offset < 0 || reference.Offset > RandomAccess.GetLength(file) - RecordHeader.Size)
        {
            throw Missing(reference);
        }

        var head = new byte[RecordHeader.Size];
        await FillAsync(file, head, reference, reference.Offset, cancellationToken);
        if (RecordHeader.Parse(head, reference.Offset) is not { Kind: RecordKind.Delivery } header || header.FactsLength > FactsFormat.MaximumBytes)
        {
            throw new PayloadDamagedException($"There is no readable record at {Place(reference)}.");
        }

        if (header.BodyLength != reference.Length)
        {
            throw new PayloadDamagedException($"The record at {Place(reference)} has a body of {header.BodyLength} bytes, not {reference.Length}.");
        }

        if (header.RecordLength > RandomAccess.GetLength(file) - reference.Offset)
        {
            throw Missing(reference);
        }

        var facts = new byte[header.FactsLength];
        var body = GC.AllocateUninitializedArray<byte>(header.BodyLength);
        await FillAsync(file, facts, reference, reference.Offset + RecordHeader.Size, cancellationToken);
        await FillAsync(file, body, reference, reference.Offset + RecordHeader.Size + facts.Length, cancellationToken);
        Check(reference, header, facts, body);
        return body;
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
            throw new PayloadMissingException($"Journal segment {reference.Segment} does not exist in '{journalDirectory}'.", e);
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

    private static void Check(PayloadReference reference, RecordHeader header, byte[] facts, byte[] body)
    {
        if (Crc32C.Finish(Crc32C.Append(Crc32C.Append(Crc32C.Start, facts), body)) != header.ContentCrc)
        {
            throw new PayloadDamagedException($"The checksum of the record at {Place(reference)} is wrong.");
        }

        if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(body)), reference.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new PayloadDamagedException($"The body at {Place(reference)} is not the one that was asked for: its SHA-256 differs.");
        }
    }

    private static PayloadMissingException Missing(PayloadReference reference) => new($"The journal ends before the body at {Place(reference)} does.");

    private static string Place(PayloadReference reference) => $"segment {reference.Segment}, offset {reference.Offset}";
}

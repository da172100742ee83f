using System.Buffers;
using System.IO.Compression;

namespace Webhooks.Storage.Journal;

/// <summary>Decides for each body how it is stored. Safe for concurrent use.</summary>
internal sealed class BodyEncoder(bool compresses, JournalKey? key)
{
    /// <summary>Below this the facts are most of the record.</summary>
    private const int WorthCompressing = 512;

    /// <summary>Saving less than an eighth does not pay for unpacking it again.</summary>
    private const int LeastSaving = 8;

    // The fastest quality: JSON with its repeated names shrinks to a quarter already, and this runs before a sender is answered.
    private const int Quality = 0;
    private const int Window = 18;

    private readonly BodySealer? _sealer = key is null ? null : new(key);

    /// <returns>Null when the body is stored as received.</returns>
    public EncodedBody? Encode(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> deliveryId, ReadOnlySpan<byte> sha256)
    {
        var compressed = compresses && body.Length >= WorthCompressing ? Compress(body.Span) : null;
        if (_sealer is null)
        {
            return compressed;
        }

        try
        {
            return _sealer.Seal(body, compressed, deliveryId, sha256);
        }
        finally
        {
            compressed?.ReturnBuffers();
        }
    }

    private static EncodedBody? Compress(ReadOnlySpan<byte> body)
    {
        var (encoded, length, most) = (new EncodedBody(), body.Length, body.Length - (body.Length / LeastSaving));
        using var encoder = new BrotliEncoder(Quality, Window);
        while (encoded.Length < most)
        {
            var piece = encoded.Rent(Math.Min(most, EncodedBody.PieceBytes));
            var status = encoder.Compress(body, piece, out var consumed, out var written, isFinalBlock: true);
            body = body[consumed..];
            encoded.Add(piece.AsMemory(0, written));
            if (status == OperationStatus.Done && encoded.Length <= most)
            {
                encoded.Form = new(length, IsCompressed: true, KeyId: null);
                return encoded;
            }

            if (status is not (OperationStatus.DestinationTooSmall or OperationStatus.Done))
            {
                break;
            }
        }

        encoded.ReturnBuffers();
        return null;
    }
}

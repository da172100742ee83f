using System.Security.Cryptography;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.PostgreSql;

/// <summary>A delivery on its way into the database. All that costs time is done by the caller's thread. Its result is the first delivery when it is a duplicate.</summary>
internal sealed class PendingInsert : TaskCompletionSource<DeliveryRecord?>
{
    public PendingInsert(AcceptedDelivery facts, ReadOnlyMemory<byte> body, BodyEncoder encoder)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        Facts = facts;
        Length = body.Length;
        Id = FactsFormat.DeliveryIdBytes(facts.DeliveryId);
        Sha256 = SHA256.HashData(body.Span);
        var encoded = encoder.Encode(body, Id, Sha256);
        var bytes = new byte[FactsFormat.Bound(facts)];
        StoredFacts = bytes.AsMemory(0, FactsFormat.Write(facts, Sha256, bytes, encoded?.Form));
        Stored = body;
        if (encoded is not null)
        {
            var stored = new byte[encoded.Length];
            encoded.CopyTo(stored);
            encoded.ReturnBuffers();
            Stored = stored;
        }
    }

    public AcceptedDelivery Facts { get; }

    public byte[] Id { get; }

    public byte[] Sha256 { get; }

    public int Length { get; }

    /// <summary>As in a journal record.</summary>
    public ReadOnlyMemory<byte> StoredFacts { get; }

    public ReadOnlyMemory<byte> Stored { get; }
}

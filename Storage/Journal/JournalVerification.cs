using System.Runtime.CompilerServices;

namespace Webhooks.Storage.Journal;

/// <summary>Reads every record of a journal with its body: checksum, decryption, unpacking, SHA-256.</summary>
public sealed class JournalVerification(string directory, IReadOnlyList<JournalKey> keys)
{
    /// <summary>Deliveries that were read, damaged bodies included.</summary>
    public long Deliveries { get; private set; }

    /// <summary>Bytes of their bodies as received.</summary>
    public long BodyBytes { get; private set; }

    /// <summary>An unfinished write at the end, which is no damage.</summary>
    public UnfinishedWrite? Unfinished { get; private set; }

    /// <summary>Everything that is damaged, as it is found.</summary>
    /// <param name="indexed">How far the ledger got: what is before it was durable once. Start when there is no ledger.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<JournalDamage> RunAsync(
        JournalPosition indexed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var payloads = new PayloadReader(directory, keys);
        var archive = new JournalArchive(directory);
        await foreach (var entry in archive.ReadAsync(cancellationToken))
        {
            var damage = entry switch
            {
                DeliveryEntry delivery => await BodyAsync(payloads, archive, delivery, cancellationToken),
                DamagedRecord damaged => new JournalDamage(damaged.Position, null, damaged.Reason),
                UnfinishedWrite unfinished => Tail(unfinished, indexed),
                _ => null,
            };
            if (damage is not null)
            {
                yield return damage;
            }
        }
    }

    private JournalDamage? Tail(UnfinishedWrite unfinished, JournalPosition indexed)
    {
        if (unfinished.Position < indexed)
        {
            return new(unfinished.Position, null, "The last record cannot be read, and it was stored: the ledger knows it.");
        }

        Unfinished = unfinished;
        return null;
    }

    private async Task<JournalDamage?> BodyAsync(PayloadReader payloads, JournalArchive archive, DeliveryEntry delivery, CancellationToken cancellationToken)
    {
        Deliveries++;
        BodyBytes += delivery.Payload.Length;
        try
        {
            await payloads.ReadAsync(delivery.Payload, cancellationToken);
            return null;
        }
        catch (PayloadMissingException) when (archive.IsDropped(delivery.Position.Segment))
        {
            // Retention dropped the segment between the record and its body.
            return null;
        }
        catch (Exception e) when (e is PayloadDamagedException or PayloadMissingException or JournalKeyException)
        {
            return new(delivery.Position, delivery.Facts.DeliveryId, e.Message);
        }
    }
}

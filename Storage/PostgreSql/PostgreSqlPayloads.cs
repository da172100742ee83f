using System.Security.Cryptography;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.PostgreSql;

/// <summary>Bodies out of the database. A reference names the sequence of its delivery.</summary>
public sealed class PostgreSqlPayloads(PostgreSqlLedger ledger, IReadOnlyList<JournalKey> keys) : IPayloads
{
    private readonly BodyDecoder _decoder = new(keys);

    public async Task<byte[]> ReadAsync(PayloadReference reference, CancellationToken cancellationToken)
    {
        var place = $"delivery {reference.Offset} of the database";
        if (reference.Segment != DeliveryRows.NoSegment)
        {
            throw new PayloadMissingException($"The body stands in journal segment {reference.Segment}, and this process reads the database.");
        }

        var found = await ledger.Database.QueryAsync(
            "SELECT facts, stored FROM deliveries LEFT JOIN bodies USING (sequence) WHERE sequence = $1",
            [reference.Offset],
            row => row.IsDBNull(0) ? null : Tuple.Create(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)),
            cancellationToken);
        return found switch
        {
            [{ } body, ..] => Decoded(reference, body.Item1, body.Item2, place),
            [null, ..] => throw new PayloadMissingException($"The body of {place} was dropped: it is settled and older than the retention."),
            [] => throw new PayloadMissingException($"There is no {place}."),
        };
    }

    private byte[] Decoded(PayloadReference reference, byte[] facts, byte[] stored, string place)
    {
        try
        {
            var record = FactsFormat.Read(facts);
            var body = record.Form is { } form ? _decoder.Decode(stored, form, record.Facts.DeliveryId, record.Sha256, place) : stored;
            return body.Length == reference.Length
                && string.Equals(Convert.ToHexStringLower(SHA256.HashData(body)), reference.Sha256, StringComparison.OrdinalIgnoreCase)
                    ? body
                    : throw new PayloadDamagedException($"The body of {place} is not the one that was asked for: its length or SHA-256 differs.");
        }
        catch (InvalidDataException e)
        {
            throw new PayloadDamagedException($"The facts of {place} cannot be read: {e.Message}");
        }
    }
}

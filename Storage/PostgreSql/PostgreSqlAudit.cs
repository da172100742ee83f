using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.PostgreSql;

/// <summary>Goes through every delivery of the database: exactly one outcome or on its way, and the facts beside the body are those of the row.</summary>
public sealed class PostgreSqlAudit(PostgreSqlLedger ledger) : DeliveryAudit
{
    private const int Page = 500;

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var after = 0L;
        while (await PageAsync(after, cancellationToken) is { Count: > 0 } rows)
        {
            foreach (var (record, facts) in rows)
            {
                Accepted++;
                Check(record, position: null);
                CheckFacts(record, facts);
            }

            after = rows[^1].Record.Sequence;
        }
    }

    private Task<List<(DeliveryRecord Record, byte[]? Facts)>> PageAsync(long after, CancellationToken cancellationToken) => ledger.Database.QueryAsync(
        $"SELECT d.*, b.facts FROM ({DeliveryRows.Select} WHERE sequence > $1 ORDER BY sequence LIMIT {Page}) d LEFT JOIN bodies b USING (sequence) ORDER BY sequence",
        [after],
        row => (DeliveryRows.Read(row), row.IsDBNull(row.FieldCount - 1) ? null : row.GetFieldValue<byte[]>(row.FieldCount - 1)),
        cancellationToken);

    private void CheckFacts(DeliveryRecord record, byte[]? facts)
    {
        if (facts is null)
        {
            if (record.State != DeliveryState.Settled)
            {
                Violation(new(record.DeliveryId, null, "It is not settled, and its body is gone."));
            }

            return;
        }

        try
        {
            var stored = FactsFormat.Read(facts);
            if (stored.Sha256 != record.Payload.Sha256 || stored.Facts.DeliveryId != record.DeliveryId)
            {
                Violation(new(record.DeliveryId, null, "The facts beside its body are those of another delivery."));
            }
        }
        catch (InvalidDataException e)
        {
            Violation(new(record.DeliveryId, null, $"The facts beside its body cannot be read: {e.Message}"));
        }
    }
}

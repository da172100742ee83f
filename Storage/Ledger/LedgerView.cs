using Microsoft.Data.Sqlite;
using SystemSqlite;
using Webhooks.Storage.Durability;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>A ledger that is only looked at: nothing is created or upgraded, and a gateway may write it meanwhile.</summary>
public sealed class LedgerView : IDeliveryRecords
{
    private readonly ReaderPool<LedgerReader> _readers;

    private LedgerView(SqliteDatabase database) => _readers = new(() => new(database));

    /// <exception cref="FileNotFoundException">There is no ledger.</exception>
    /// <exception cref="LedgerUnavailableException">It is no ledger, or one of another version.</exception>
    public static async Task<LedgerView> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no ledger '{path}'.", path);
        }

        var view = new LedgerView(SqliteDatabase.File(path));
        try
        {
            var version = await view.ReadAsync(reader => reader.SchemaVersion(), cancellationToken);
            return version == LedgerSchema.Steps.Length
                ? view
                : throw new LedgerUnavailableException($"The ledger has schema version {version}, this program reads {LedgerSchema.Steps.Length}.");
        }
        catch
        {
            await view.DisposeAsync();
            throw;
        }
    }

    public Task<JournalPosition> PositionAsync(CancellationToken cancellationToken) => ReadAsync(reader => reader.Position(), cancellationToken);

    public Task<DeliveryRecord?> FindAsync(string deliveryId, CancellationToken cancellationToken) =>
        FactsFormat.IsDeliveryId(deliveryId)
            ? ReadAsync(reader => reader.Find(FactsFormat.DeliveryIdBytes(deliveryId)), cancellationToken)
            : Task.FromResult<DeliveryRecord?>(null);

    public Task<IReadOnlyList<DeliveryRecord>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<DeliveryRecord>>(reader => reader.List(filter), cancellationToken);

    public Task<LedgerAudit> AuditAsync(CancellationToken cancellationToken) => ReadAsync(reader => reader.Audit(), cancellationToken);

    /// <summary>The journal segments that are indexed to their end, oldest first; the newest segment never is.</summary>
    public Task<IReadOnlyList<LedgerSegment>> SegmentsAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<LedgerSegment>>(reader => reader.Segments(), cancellationToken);

    public ValueTask DisposeAsync()
    {
        _readers.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What contradicts itself inside the ledger.</summary>
    internal Task<List<AuditFinding>> ContradictionsAsync(int maximum, CancellationToken cancellationToken) =>
        ReadAsync(reader => reader.Contradictions(maximum), cancellationToken);

    /// <summary>Segments that deliveries of the ledger refer to.</summary>
    internal Task<List<long>> SegmentNumbersAsync(CancellationToken cancellationToken) => ReadAsync(reader => reader.SegmentNumbers(), cancellationToken);

    private async Task<T> ReadAsync<T>(Func<LedgerReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _readers.ReadAsync(read, cancellationToken);
        }
        catch (SqliteException e)
        {
            throw new LedgerUnavailableException($"The ledger cannot be read: {e.Message}", e);
        }
    }
}

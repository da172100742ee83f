using System.Text.Json;
using Microsoft.Data.Sqlite;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Sql;

namespace Webhooks.Storage.Ledger;

/// <summary>The changes of the ledger, inside the writer's transaction.</summary>
internal sealed class LedgerTables(SqliteConnection connection, int rejectionsKept) : IDisposable
{
    private readonly Statement _insert = new(connection, 17, """
        INSERT INTO deliveries (sequence, delivery_id, key, source, provider, event_name, entity, workflow_type, received_at, remote_address,
            segment, offset, length, sha256, event, run_id, signalled_at)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (delivery_id) DO NOTHING
        """);

    private readonly Statement _isSameRecord = new(connection, 3, "SELECT count(*) FROM deliveries WHERE delivery_id = $0 AND segment = $1 AND offset = $2");

    private readonly Statement _duplicate = new(connection, 3, """
        UPDATE deliveries SET duplicates = duplicates + 1, last_duplicate_at = max(coalesce(last_duplicate_at, 0), $1),
            conflict = CASE WHEN $2 IS NOT NULL AND sha256 <> $2 THEN 1 ELSE conflict END
        WHERE delivery_id = $0
        """);

    private readonly Statement _signalled = new(connection, 3, """
        UPDATE deliveries SET run_id = CASE WHEN signalled_at IS NULL THEN $2 ELSE run_id END, signalled_at = coalesce(signalled_at, $1)
        WHERE delivery_id = $0
        """);

    private readonly Statement _insertOutcome = new(connection, 5,
        "INSERT INTO outcomes (delivery_id, kind, reason, artefacts, settled_at) VALUES ($0, $1, $2, $3, $4) ON CONFLICT DO NOTHING");

    private readonly Statement _outcomeKind = new(connection, 1, "SELECT kind FROM outcomes WHERE delivery_id = $0");

    private readonly Statement _markSettled = new(connection, 2, "UPDATE deliveries SET outcome = $1 WHERE delivery_id = $0 AND outcome = 0");

    private readonly Statement _hasEarly = new(connection, 0, "SELECT EXISTS (SELECT 1 FROM early)");

    private readonly Statement _insertEarly = new(connection, 5, "INSERT INTO early (delivery_id, kind, at, run_id, sha256) VALUES ($0, $1, $2, $3, $4)");

    private readonly Statement _early = new(connection, 1, "SELECT kind, at, run_id, sha256 FROM early WHERE delivery_id = $0 ORDER BY sequence");

    private readonly Statement _deleteEarly = new(connection, 1, "DELETE FROM early WHERE delivery_id = $0");

    private readonly Statement _position = new(connection, 0, "SELECT segment, offset FROM journal_position");

    private readonly Statement _setPosition = new(connection, 2, "UPDATE journal_position SET segment = $0, offset = $1");

    private readonly Statement _damage = new(connection, 4,
        "INSERT INTO journal_damage (segment, offset, length, reason) VALUES ($0, $1, $2, $3) ON CONFLICT DO NOTHING");

    private readonly Statement _reject = new(connection, 6, """
        INSERT INTO rejections (at, source, reason, remote_address, body_sha256, body_length) VALUES ($0, $1, $2, $3, $4, $5)
        RETURNING sequence
        """);

    private readonly Statement _growSegment = new(connection, 5, """
        INSERT INTO segments VALUES ($0, $1, $2, $3, $4, NULL) ON CONFLICT (segment) DO UPDATE SET
            last_sequence = max(last_sequence, $2), deliveries = deliveries + $3, newest_at = max(newest_at, $4)
        """);

    private readonly Statement _pruneRejections = new(connection, 1, "DELETE FROM rejections WHERE sequence <= $0");

    private enum EarlyKind
    {
        Duplicate = 1,
        Signalled = 2,
        Settled = 3,
    }

    /// <summary>Rows and position change together, so that replaying the journal after a crash neither misses nor repeats an entry.</summary>
    public void Index(IReadOnlyList<NewEntry> entries)
    {
        var position = Position();
        var hasEarly = _hasEarly.Number() == 1;
        SegmentGrowth? growth = null;
        foreach (var added in entries.SkipWhile(added => added.Entry.Next <= position))
        {
            var entry = added.Entry;
            // A damaged stretch may begin before what is indexed; a delivery never does.
            var overlaps = entry is DeliveryEntry && entry.Position < position;
            var leavesGap = entry.Position.Segment == position.Segment && entry.Position.Offset > Math.Max(position.Offset, SegmentHeader.Size);
            if (overlaps || leavesGap)
            {
                throw new ArgumentException($"The entry at {entry.Position} does not follow what is indexed up to {position}.", nameof(entries));
            }

            if (entry is DeliveryEntry delivery)
            {
                if (growth is not null && growth.Segment != delivery.Payload.Segment)
                {
                    Grow(growth);
                    growth = null;
                }

                growth = Insert(delivery, added, hasEarly) is { } sequence ? SegmentGrowth.By(growth, delivery, sequence) : growth;
            }
            else if (entry is DamagedRecord damaged)
            {
                _damage.Execute(damaged.Position.Segment, damaged.Position.Offset, damaged.Length, damaged.Reason);
            }

            position = entry.Next;
        }

        if (growth is not null)
        {
            Grow(growth);
        }

        _setPosition.Execute(position.Segment, position.Offset);
    }

    public void Duplicate(byte[] id, long at, byte[]? sha256)
    {
        if (_duplicate.Execute(id, at, sha256) == 0)
        {
            _insertEarly.Execute(id, (long)EarlyKind.Duplicate, at, null, sha256);
        }
    }

    public void Signalled(byte[] id, string? runId, long at)
    {
        if (_signalled.Execute(id, at, runId) == 0)
        {
            _insertEarly.Execute(id, (long)EarlyKind.Signalled, at, runId, null);
        }
    }

    /// <returns>False when there was an outcome already.</returns>
    public bool Settle(byte[] id, Outcome outcome, long at)
    {
        var kind = OutcomeCodes.Code(outcome.Kind);
        if (_insertOutcome.Execute(id, kind, outcome.Reason, JsonSerializer.Serialize(outcome.Artefacts), at) == 0)
        {
            return false;
        }

        if (_markSettled.Execute(id, kind) == 0)
        {
            _insertEarly.Execute(id, (long)EarlyKind.Settled, at, null, null);
        }

        return true;
    }

    public void Reject(RejectedRequest request)
    {
        var sequence = _reject.Number(
            request.At.UtcTicks,
            request.Source,
            request.Reason,
            request.RemoteAddress,
            request.BodySha256 is { } sha256 ? Convert.FromHexString(sha256) : null,
            request.BodyLength);
        _pruneRejections.Execute(sequence - rejectionsKept);
    }

    /// <summary>Its segment is gone; the rows stay until the de-duplication window is over.</summary>
    public void MarkDropped(long segment, long at) => Once("UPDATE segments SET dropped_at = $1 WHERE segment = $0 AND dropped_at IS NULL", segment, at);

    /// <summary>Removes up to <paramref name="maximum"/> deliveries of a dropped segment, oldest first, and the segment itself with the last of them.</summary>
    /// <returns>How many; fewer than asked for when the segment is done.</returns>
    public int Prune(long segment, int maximum)
    {
        using var find = new Statement(connection, 2, """
            SELECT d.sequence, d.delivery_id FROM segments s
            JOIN deliveries d ON d.sequence BETWEEN s.first_sequence AND s.last_sequence AND d.segment = s.segment
            WHERE s.segment = $0 AND s.dropped_at IS NOT NULL AND d.outcome <> 0 ORDER BY d.sequence LIMIT $1
            """);
        List<(long Sequence, byte[] Id)> found = [];
        using (var rows = find.Query(segment, maximum))
        {
            while (rows.Read())
            {
                found.Add((rows.GetInt64(0), (byte[])rows.GetValue(1)));
            }
        }

        using var deleteOutcome = new Statement(connection, 1, "DELETE FROM outcomes WHERE delivery_id = $0");
        using var deleteDelivery = new Statement(connection, 1, "DELETE FROM deliveries WHERE sequence = $0");
        foreach (var (sequence, id) in found)
        {
            deleteOutcome.Execute(id);
            deleteDelivery.Execute(sequence);
        }

        if (found.Count < maximum)
        {
            Once("DELETE FROM segments WHERE segment = $0 AND dropped_at IS NOT NULL", segment);
        }
        else
        {
            Once("UPDATE segments SET first_sequence = $1, deliveries = deliveries - $2 WHERE segment = $0", segment, found[^1].Sequence + 1, found.Count);
        }

        return found.Count;
    }

    public int PruneRejections(long before) => Once("DELETE FROM rejections WHERE at < $0", before);

    public void Dispose()
    {
        foreach (var statement in (Statement[])[
            _insert, _isSameRecord, _duplicate, _signalled, _insertOutcome, _outcomeKind, _markSettled, _hasEarly, _insertEarly, _early,
            _deleteEarly, _position, _setPosition, _damage, _reject, _pruneRejections, _growSegment])
        {
            statement.Dispose();
        }
    }

    private int Once(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = new Statement(connection, values.Length, sql);
        return statement.Execute(values);
    }

    private JournalPosition Position()
    {
        using var row = _position.Query();
        row.Read();
        return new(row.GetInt64(0), row.GetInt64(1));
    }

    private void Grow(SegmentGrowth growth) =>
        _growSegment.Execute(growth.Segment, growth.FirstSequence, growth.LastSequence, growth.Deliveries, growth.NewestAt);

    /// <returns>The sequence of the new row; null when there is none.</returns>
    private long? Insert(DeliveryEntry entry, NewEntry added, bool hasEarly)
    {
        var (facts, payload) = (entry.Facts, entry.Payload);
        var id = FactsFormat.DeliveryIdBytes(facts.DeliveryId);
        var sha256 = Convert.FromHexString(payload.Sha256);
        var inserted = _insert.Execute(
            added.Sequence, id, facts.Key, facts.Source, facts.Provider.ToString(), facts.EventName, facts.Entity, facts.WorkflowType,
            facts.ReceivedAt.UtcTicks, facts.RemoteAddress, payload.Segment, payload.Offset, payload.Length, sha256, facts.Event,
            added.Mark?.RunId, added.Mark?.At.UtcTicks);
        if (inserted == 0)
        {
            // Two requests with one key, both stored before either was known: the first stands, the second is a redelivery.
            if (_isSameRecord.Number(id, payload.Segment, payload.Offset) == 0)
            {
                Duplicate(id, facts.ReceivedAt.UtcTicks, sha256);
            }

            if (added.Mark is { } mark)
            {
                Signalled(id, mark.RunId, mark.At.UtcTicks);
            }

            return null;
        }

        var sequence = SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle);
        if (hasEarly)
        {
            ApplyEarly(id);
        }

        if (facts.SettledAs is { } outcome)
        {
            Settle(id, outcome, facts.ReceivedAt.UtcTicks);
        }

        return sequence;
    }

    private void ApplyEarly(byte[] id)
    {
        List<(EarlyKind Kind, long At, string? RunId, byte[]? Sha256)> known = [];
        using (var rows = _early.Query(id))
        {
            while (rows.Read())
            {
                known.Add(((EarlyKind)rows.GetInt64(0), rows.GetInt64(1), rows.GetValue(2) as string, rows.GetValue(3) as byte[]));
            }
        }

        if (known.Count == 0)
        {
            return;
        }

        foreach (var (kind, at, runId, sha256) in known)
        {
            _ = kind switch
            {
                EarlyKind.Duplicate => _duplicate.Execute(id, at, sha256),
                EarlyKind.Signalled => _signalled.Execute(id, at, runId),
                EarlyKind.Settled => _markSettled.Execute(id, _outcomeKind.Number(id)),
            };
        }

        _deleteEarly.Execute(id);
    }
}

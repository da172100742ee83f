namespace Webhooks.Storage.Ledger;

/// <summary>
/// Where in the order of acceptance a moment is. Rows are accepted in the order in which they were received, but for the differences of clocks. So it is
/// found by halving, some twenty looks at the primary key in ten million rows, where an index by time would cost each delivery.
/// A range that is widened by <see cref="Margin"/> on both sides leaves no row out, as long as no row's time is earlier by more than that than the time of a
/// row accepted before it: a gateway's clock may be set back by up to a day. Set back further, rows about that moment may be left out of lists by time.
/// </summary>
internal static class ReceiptOrder
{
    public static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <summary>SQL of the sequence from which on rows were received at a moment or later; one more than the last when none were. SQLite and PostgreSQL both read it.</summary>
    /// <param name="parameter">Whose value are ticks of UTC.</param>
    public static string FirstAt(string parameter) => $"""
        (WITH RECURSIVE halving(low, high) AS (
            SELECT (SELECT min(sequence) FROM deliveries), (SELECT max(sequence) + 1 FROM deliveries)
            UNION ALL
            SELECT CASE WHEN looked.received_at < {parameter} THEN looked.sequence + 1 ELSE low END,
                CASE WHEN looked.received_at < {parameter} THEN high ELSE (low + high) / 2 END
            FROM halving CROSS JOIN deliveries looked
            WHERE low < high AND looked.sequence = (SELECT min(behind.sequence) FROM deliveries behind WHERE behind.sequence >= (low + high) / 2))
        SELECT max(low) FROM halving)
        """;

    /// <summary>Conditions on the sequence that hold for all rows of a filter's time, each with its ticks. None where the rows of an entity are asked for, which are few.</summary>
    public static IEnumerable<(string Comparison, long Ticks)> Bounds(DeliveryFilter filter)
    {
        if (filter.Entity is not null)
        {
            yield break;
        }

        // Whoever goes on from a page of this order has found the beginning.
        if (filter.From is { } from && filter.After is not > 0)
        {
            yield return (">=", Ticks(from, -Margin));
        }

        if (filter.To is { } to)
        {
            yield return ("<", Ticks(to, Margin));
        }
    }

    private static long Ticks(DateTimeOffset moment, TimeSpan by) => Math.Clamp(moment.UtcTicks + by.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
}

using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Temporal.Server.Schedules;
using Temporal.Server.State;

namespace Temporal.Server.Storage;

/// <summary>Reads and writes the row of a schedule, and the values by which it can be found.</summary>
internal static class ScheduleRow
{
    public const string Columns = "row, state";

    public static ScheduleEntry Read(SqliteDataReader reader) =>
        new(ScheduleRecord.Parser.ParseFrom(reader.GetFieldValue<byte[]>(1))) { Row = reader.GetInt64(0) };

    public static void Write(Sql sql, ScheduleEntry schedule)
    {
        var record = schedule.Record;
        schedule.Row = sql.Number(
            """
            INSERT INTO schedule(namespace, schedule_id, paused, state) VALUES(?1, ?2, ?3, ?4)
            ON CONFLICT(namespace, schedule_id) DO UPDATE SET paused=excluded.paused, state=excluded.state
            RETURNING row
            """,
            record.Namespace,
            record.ScheduleId,
            record.Schedule.State.Paused ? 1 : 0,
            record.ToByteArray()) ?? throw new InvalidOperationException("An insert returned no row.");
        DeleteValues(sql, schedule.Key);
        foreach (var (name, payload) in record.SearchAttributes?.IndexedFields ?? [])
        {
            var position = 0;
            foreach (var value in SearchValue.Read(payload))
            {
                sql.Execute(
                    "INSERT INTO schedule_value(schedule, name, position, value) VALUES(?1, ?2, ?3, ?4)", schedule.Row, name, position++, value);
            }
        }
    }

    public static void Delete(Sql sql, ScheduleKey key)
    {
        DeleteValues(sql, key);
        sql.Execute("DELETE FROM schedule WHERE namespace=?1 AND schedule_id=?2", key.Namespace, key.ScheduleId);
    }

    private static void DeleteValues(Sql sql, ScheduleKey key) => sql.Execute(
        "DELETE FROM schedule_value WHERE schedule=(SELECT row FROM schedule WHERE namespace=?1 AND schedule_id=?2)", key.Namespace, key.ScheduleId);
}

namespace Temporal.Server.Storage;

/// <summary>The tables, as steps: a released step never changes. Times are UTC ticks (100 ns).</summary>
internal static class StoreSchema
{
    public static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE namespace(
          name TEXT PRIMARY KEY,
          id TEXT NOT NULL,
          description TEXT NOT NULL,
          owner_email TEXT NOT NULL,
          retention_ticks INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE search_attribute(
          namespace TEXT NOT NULL,
          name TEXT NOT NULL,
          type INTEGER NOT NULL,
          PRIMARY KEY(namespace, name)) WITHOUT ROWID;
        CREATE TABLE run(
          row INTEGER PRIMARY KEY,
          namespace TEXT NOT NULL,
          workflow_id TEXT NOT NULL,
          run_id TEXT NOT NULL,
          status INTEGER NOT NULL,
          type TEXT NOT NULL,
          task_queue TEXT NOT NULL,
          start_time INTEGER NOT NULL,
          execution_time INTEGER NOT NULL,
          close_time INTEGER,
          history_length INTEGER NOT NULL,
          history_size INTEGER NOT NULL,
          transitions INTEGER NOT NULL,
          parent_workflow_id TEXT,
          parent_run_id TEXT,
          root_workflow_id TEXT,
          root_run_id TEXT,
          info BLOB NOT NULL,
          state BLOB NOT NULL);
        CREATE UNIQUE INDEX run_by_id ON run(namespace, run_id);
        CREATE INDEX run_by_workflow ON run(namespace, workflow_id, start_time);
        CREATE INDEX run_open ON run(row) WHERE close_time IS NULL;
        CREATE INDEX run_listed ON run(namespace, coalesce(close_time, 9223372036854775807) DESC, start_time DESC, run_id);
        CREATE TABLE current_run(
          namespace TEXT NOT NULL,
          workflow_id TEXT NOT NULL,
          run_id TEXT NOT NULL,
          PRIMARY KEY(namespace, workflow_id)) WITHOUT ROWID;
        CREATE TABLE event(
          run INTEGER NOT NULL,
          event_id INTEGER NOT NULL,
          body BLOB NOT NULL,
          PRIMARY KEY(run, event_id)) WITHOUT ROWID;
        CREATE TABLE search_value(
          run INTEGER NOT NULL,
          name TEXT NOT NULL,
          position INTEGER NOT NULL,
          value,
          PRIMARY KEY(run, name, position)) WITHOUT ROWID;
        CREATE INDEX search_value_by_value ON search_value(name, value);
        """,
        """
        CREATE TABLE schedule(
          row INTEGER PRIMARY KEY,
          namespace TEXT NOT NULL,
          schedule_id TEXT NOT NULL,
          paused INTEGER NOT NULL,
          state BLOB NOT NULL,
          UNIQUE(namespace, schedule_id));
        CREATE TABLE schedule_value(
          schedule INTEGER NOT NULL,
          name TEXT NOT NULL,
          position INTEGER NOT NULL,
          value,
          PRIMARY KEY(schedule, name, position)) WITHOUT ROWID;
        """,
    ];
}

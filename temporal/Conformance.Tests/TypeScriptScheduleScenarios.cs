namespace Temporal.Conformance.Tests;

/// <summary>Schedules by the official client, and what they start by the official worker.</summary>
[Collection(ConformanceScenarios.Name)]
public sealed class TypeScriptScheduleScenarios(ConformanceServer server)
{
    [SkippableFact]
    public Task A_schedule_is_made_described_paused_updated_and_deleted() =>
        server.ExpectAsync("schedule-life", """
            {
              "duplicate": "ScheduleAlreadyRunning",
              "calendars": [
                {
                  "comment": "early",
                  "minute": [{ "start": 30, "end": 30, "step": 1 }],
                  "hour": [{ "start": 2, "end": 7, "step": 1 }],
                  "dayOfWeek": [{ "start": "WEDNESDAY", "end": "WEDNESDAY", "step": 1 }],
                  "month": { "start": "JANUARY", "end": "DECEMBER", "step": 1 }
                },
                {
                  "comment": "",
                  "minute": [{ "start": 0, "end": 0, "step": 1 }],
                  "hour": [{ "start": 8, "end": 8, "step": 1 }],
                  "dayOfWeek": [{ "start": "MONDAY", "end": "FRIDAY", "step": 1 }],
                  "month": { "start": "JANUARY", "end": "DECEMBER", "step": 1 }
                }
              ],
              "intervals": [{ "every": 3600000, "offset": 300000 }],
              "timezone": "Europe/Berlin",
              "jitter": 2000,
              "skipped": [{ "start": "DECEMBER", "end": "DECEMBER", "step": 1 }],
              "action": { "type": "startWorkflow", "workflowType": "greet", "args": ["schedule"] },
              "policies": { "overlap": "BUFFER_ONE", "catchupWindow": 120000, "pauseOnFailure": true },
              "state": { "paused": true, "note": "not yet", "remainingActions": 3 },
              "memo": { "owner": "ops" },
              "next": 3,
              "created": true,
              "unpaused": [false, "go"],
              "paused": [true, "stop"],
              "updated": [[{ "every": 7200000 }], 0, ["schedule"], true],
              "deleted": "ScheduleNotFoundError"
            }
            """);

    [SkippableFact]
    public Task Schedules_act_by_time_by_trigger_and_by_backfill() =>
        server.ExpectAsync("schedule-actions", """
            {
              "seconds": ["Hello, seconds", "Hello, seconds"],
              "triggered": "Hello, triggered",
              "suffix": "-0000-00-00T00:00:00Z",
              "attributes": [true, true],
              "backfilled": ["2025-06-01T00:00:00.000Z", "2025-06-01T01:00:00.000Z", "2025-06-01T02:00:00.000Z"],
              "overlap": { "skipped": 1, "taken": 2, "terminated": "TERMINATED" }
            }
            """);

    [SkippableFact]
    public Task Schedules_are_listed_page_by_page_and_by_query() =>
        server.ExpectAsync("schedule-list", """
            {
              "all": [
                {
                  "n": "1",
                  "action": { "type": "startWorkflow", "workflowType": "greet" },
                  "memo": { "n": 1 },
                  "state": { "paused": false, "note": "note 1" },
                  "hour": [{ "start": 12, "end": 12, "step": 1 }],
                  "next": 5
                },
                {
                  "n": "2",
                  "action": { "type": "startWorkflow", "workflowType": "greet" },
                  "memo": { "n": 2 },
                  "state": { "paused": true, "note": "note 2" },
                  "hour": [{ "start": 12, "end": 12, "step": 1 }],
                  "next": 5
                },
                {
                  "n": "3",
                  "action": { "type": "startWorkflow", "workflowType": "greet" },
                  "memo": { "n": 3 },
                  "state": { "paused": false, "note": "note 3" },
                  "hour": [{ "start": 12, "end": 12, "step": 1 }],
                  "next": 5
                }
              ],
              "paused": ["2"],
              "attribute": true
            }
            """);
}

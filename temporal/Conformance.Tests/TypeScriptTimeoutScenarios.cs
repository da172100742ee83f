namespace Temporal.Conformance.Tests;

/// <summary>What the embedded server does by its own clock, seen by the official client and worker.</summary>
[Collection(ConformanceScenarios.Name)]
public sealed class TypeScriptTimeoutScenarios(ConformanceServer server)
{
    [SkippableTheory]
    [InlineData("activity-start-to-close-timeout", "START_TO_CLOSE", "activity StartToClose timeout")]
    [InlineData("activity-heartbeat-timeout", "HEARTBEAT", "activity Heartbeat timeout")]
    [InlineData("activity-schedule-to-start-timeout", "SCHEDULE_TO_START", "activity ScheduleToStart timeout")]
    public Task An_activity_over_its_time_fails_with_the_time_out_that_it_broke(string scenario, string type, string message) =>
        server.ExpectAsync(scenario, $$"""
            {
              "causes": [
                "WorkflowFailedError: Workflow execution failed",
                "ActivityFailure: Activity task timed out",
                "TimeoutFailure: {{message}}"
              ],
              "timeout": "{{type}}"
            }
            """);

    [SkippableFact]
    public Task A_run_over_its_time_is_timed_out() =>
        server.ExpectAsync("run-timeout", """
            { "causes": ["WorkflowFailedError: Workflow execution timed out", "TimeoutFailure: Workflow execution timed out"], "status": "TIMED_OUT" }
            """);

    [SkippableFact]
    public Task A_start_is_delayed_and_signal_with_start_cuts_the_delay_short() =>
        server.ExpectAsync("start-delay", """{ "result": "Hello, later", "waited": true, "cutShort": ["now"] }""");

    [SkippableFact]
    public Task A_failed_workflow_is_retried_in_a_new_run() =>
        server.ExpectAsync("workflow-retry", """{ "result": 2, "anotherRun": true }""");

    [SkippableFact]
    public Task A_new_worker_goes_on_where_a_stopped_one_left() =>
        server.ExpectAsync("worker-replaced", """{ "result": ["first worker", "no worker"] }""");
}

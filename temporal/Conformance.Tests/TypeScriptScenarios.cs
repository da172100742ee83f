namespace Temporal.Conformance.Tests;

/// <summary>The official TypeScript client and worker against the embedded server. Each driver's printed result is the whole expectation.</summary>
[Collection(ConformanceScenarios.Name)]
public sealed class TypeScriptScenarios(ConformanceServer server)
{
    [SkippableFact]
    public Task A_workflow_is_started_and_returns_its_result() =>
        ExpectAsync("start-and-result", """{ "result": "Hello, world", "sameRun": true }""");

    [SkippableFact]
    public Task Signals_reach_a_running_workflow_and_are_refused_by_a_closed_or_missing_one() =>
        ExpectAsync("signal", """
            {
              "result": ["a", { "nested": [1, null] }, "c"],
              "toClosed": ["WorkflowNotFoundError: workflow execution already completed"],
              "toMissing": "WorkflowNotFoundError: workflow not found for ID: ID"
            }
            """);

    [SkippableFact]
    public Task Signal_with_start_starts_once_then_signals_then_starts_again_after_the_end() =>
        ExpectAsync("signal-with-start", """
            { "result": ["first", "second"], "oneRun": true, "afterClose": ["third"], "anotherRun": true }
            """);

    [SkippableFact]
    public Task No_signal_of_a_flood_is_lost_or_doubled() =>
        ExpectAsync("signal-flood", """{ "lost": [], "count": 200 }""");

    [SkippableFact]
    public Task A_running_workflow_answers_queries_and_tells_when_it_cannot() =>
        ExpectAsync("query-running", """
            {
              "running": ["a"],
              "sticky": ["a"],
              "unknown": "QueryNotRegisteredError: Workflow did not register a handler for nobody. Registered queries: [__stack_trace __enhanced_stack_trace __temporal_workflow_metadata seen broken]",
              "broken": ["QueryNotRegisteredError: the query is broken"]
            }
            """);

    [SkippableFact]
    public Task A_closed_workflow_answers_a_query_from_its_history() =>
        ExpectAsync("query-closed", """{ "seen": ["kept"] }""");

    [SkippableFact]
    public Task A_query_of_a_closed_workflow_is_rejected_when_the_client_wants_open_ones_only() =>
        ExpectAsync("query-rejected", """{ "rejected": ["QueryRejectedError: Query rejected"] }""");

    [SkippableFact]
    public Task An_activity_returns_its_result() =>
        ExpectAsync("activity-success", """{ "result": { "ünï": ["x", 1, true, null] } }""");

    [SkippableFact]
    public Task An_activity_is_retried_until_it_succeeds() =>
        ExpectAsync("activity-retry", """{ "result": "third time lucky", "attempts": [1, 2, 3] }""");

    [SkippableFact]
    public Task An_activity_that_fails_for_good_is_not_retried_and_fails_its_workflow() =>
        ExpectAsync("activity-failure", """
            {
              "calls": 1,
              "causes": [
                "WorkflowFailedError: Workflow execution failed",
                "ActivityFailure: Activity task failed",
                "ApplicationFailure: Hopeless: no way"
              ],
              "details": [42, "details"]
            }
            """);

    [SkippableFact]
    public Task An_activity_gives_up_after_its_last_attempt() =>
        ExpectAsync("activity-retries-exhausted", """
            {
              "calls": 5,
              "causes": [
                "WorkflowFailedError: Workflow execution failed",
                "ActivityFailure: Activity task failed",
                "ApplicationFailure: RangeError: again and again"
              ],
              "retryState": "MAXIMUM_ATTEMPTS_REACHED"
            }
            """);

    [SkippableFact]
    public Task Heartbeat_details_are_handed_to_the_next_attempt() =>
        ExpectAsync("heartbeat-details", """{ "result": { "attempt": 2, "details": { "reached": 7 } } }""");

    [SkippableFact]
    public Task Timers_fire_in_order_and_a_cancelled_one_never() =>
        ExpectAsync("timers", """{ "result": ["cancelled", "fast", "slow"] }""");

    [SkippableFact]
    public Task A_child_workflow_returns_its_result_to_its_parent() =>
        ExpectAsync("child-result", """
            {
              "result": "Hello, child",
              "parent": true,
              "events": ["START_CHILD_WORKFLOW_EXECUTION_INITIATED", "CHILD_WORKFLOW_EXECUTION_STARTED", "CHILD_WORKFLOW_EXECUTION_COMPLETED"]
            }
            """);

    [SkippableFact]
    public Task The_failure_of_a_child_workflow_fails_its_parent() =>
        ExpectAsync("child-failure", """
            {
              "causes": [
                "WorkflowFailedError: Workflow execution failed",
                "ChildWorkflowFailure: Child Workflow execution failed",
                "ApplicationFailure: Doomed: the child failed"
              ]
            }
            """);

    [SkippableFact]
    public Task A_workflow_continues_as_new_and_the_client_follows_it() =>
        ExpectAsync("continue-as-new", """
            { "result": [3, 2, 1, 0], "first": "CONTINUED_AS_NEW", "last": "COMPLETED", "anotherRun": true }
            """);

    [SkippableFact]
    public Task A_cancelled_workflow_cleans_up_and_ends_as_it_chooses() =>
        ExpectAsync("cancel", """
            {
              "false": {
                "ended": ["WorkflowFailedError: Workflow execution cancelled", "CancelledFailure: Workflow canceled"],
                "status": "CANCELLED"
              },
              "true": { "ended": ["cleaned up"], "status": "COMPLETED" }
            }
            """);

    [SkippableFact]
    public Task A_terminated_workflow_ends_at_once() =>
        ExpectAsync("terminate", """
            {
              "causes": ["WorkflowFailedError: enough", "TerminatedFailure: enough"],
              "status": "TERMINATED",
              "again": ["WorkflowNotFoundError: workflow execution already completed"]
            }
            """);

    [SkippableFact]
    public Task Workflows_are_described_listed_and_counted() =>
        ExpectAsync("describe-and-list", """
            {
              "described": {
                "type": "greet", "status": "COMPLETED", "memo": { "note": "kept" }, "historyLength": 5, "queue": true, "closed": true
              },
              "closed": true,
              "open": true,
              "byId": 1,
              "byType": 3,
              "count": 4
            }
            """);

    [SkippableFact]
    public Task A_history_comes_in_pages_whole_and_in_order() =>
        ExpectAsync("history-paging", """{ "ordered": true, "complete": true, "largest": 4, "closeEventOnly": [true] }""");

    [SkippableFact]
    public Task Each_policy_for_a_known_workflow_id_does_what_it_says() =>
        ExpectAsync("id-policies", """
            {
              "completed": {
                "failedOnly": "WorkflowExecutionAlreadyStartedError",
                "reject": "WorkflowExecutionAlreadyStartedError",
                "allow": "started"
              },
              "failed": { "reject": "WorkflowExecutionAlreadyStartedError", "failedOnly": "started" },
              "running": {
                "fail": "WorkflowExecutionAlreadyStartedError",
                "byDefault": "WorkflowExecutionAlreadyStartedError",
                "useExisting": "same run",
                "terminateExisting": "another run",
                "replaced": ["WorkflowFailedError: TerminateIfRunning WorkflowIdReusePolicy", "TerminatedFailure: TerminateIfRunning WorkflowIdReusePolicy"]
              }
            }
            """);

    [SkippableFact]
    public Task A_workflow_survives_a_mistake_in_its_code_that_the_next_deployment_repairs() =>
        ExpectAsync("workflow-task-failure", """{ "failed": "WORKFLOW_TASK_FAILED", "open": "RUNNING", "result": "recovered" }""");

    [SkippableFact]
    public Task A_cancelled_activity_learns_of_it_by_its_heartbeat() =>
        ExpectAsync("activity-cancelled", """{ "result": "cancelled", "cancelled": "CancelledFailure" }""");

    [SkippableFact]
    public Task An_activity_is_completed_by_token_and_by_id_from_elsewhere() =>
        ExpectAsync("activity-completed-elsewhere", """{ "token": "by token", "id": "by id" }""");

    [SkippableFact]
    public Task A_local_activity_leaves_a_marker_and_no_task() =>
        ExpectAsync("local-activity", """{ "result": "here", "recorded": ["MARKER_RECORDED"] }""");

    [SkippableFact]
    public Task A_workflow_signals_another_and_learns_when_there_is_none() =>
        ExpectAsync("external-signal", """{ "seen": ["from a workflow"], "missing": "WorkflowFailedError: Workflow execution failed" }""");

    [SkippableFact]
    public Task Children_are_treated_by_their_policy_when_the_parent_closes() =>
        ExpectAsync("parent-close-policies", """{ "terminated": "TERMINATED", "abandoned": "RUNNING" }""");

    [SkippableFact]
    public Task A_patch_is_recorded_and_a_memo_is_changed_in_part() =>
        ExpectAsync("patch-and-memo", """
            { "patched": "new", "seen": { "note": "changed", "kept": 1 }, "described": { "note": "changed", "kept": 1 } }
            """);

    [SkippableFact]
    public Task Workflows_are_found_by_their_search_attributes() =>
        ExpectAsync("search-attributes", """{ "described": 2, "greater": "23", "between": "12", "other": "13", "or": "13" }""");

    private Task ExpectAsync(string scenario, string expected) => server.ExpectAsync(scenario, expected);
}

using Temporalio.Api.Enums.V1;
using Temporalio.Worker.History;

namespace Temporalio.Tests.Replay;

public class HistorySlicerTests
{
    [Fact]
    public void A_final_event_ends_its_slice()
    {
        var script = HistoryScript.Of().DoneTask().Completed();
        Assert.Equal([3, 5], Ends(script));
    }

    [Theory]
    [InlineData(EventType.WorkflowTaskFailed)]
    [InlineData(EventType.WorkflowTaskTimedOut)]
    public void A_task_that_failed_or_timed_out_never_counted(EventType undone)
    {
        var script = HistoryScript.Of().OpenTask();
        script = undone == EventType.WorkflowTaskFailed ? script.TaskFailed() : script.TaskTimedOut();
        Assert.Equal([6], Ends(script.OpenTask()));
    }

    [Fact]
    public void A_task_cut_short_by_termination_belongs_to_the_end()
    {
        var script = HistoryScript.Of().OpenTask().Add(EventType.WorkflowExecutionTerminated);
        Assert.Equal([4], Ends(script));
    }

    [Fact]
    public void An_empty_task_is_merged_with_the_next()
    {
        var script = HistoryScript.Of().DoneTask().TimerStarted().Signaled("Note", "a").DoneTask().DoneTask().OpenTask();
        // 1-3 | 4 completed, 5 timer, 6 signal, 7-8 task | 9 completed, 10-11 empty task 12, 13-14 open task
        Assert.Equal([3, 8, 14], Ends(script));
    }

    [Fact]
    public void A_task_after_a_command_event_is_no_empty_one()
    {
        var script = HistoryScript.Of().DoneTask().TimerStarted().DoneTask().OpenTask();
        Assert.Equal([3, 7, 10], Ends(script));
    }

    [Fact]
    public void An_accepted_update_ends_the_slice_at_the_task_that_got_it()
    {
        var script = HistoryScript.Of().DoneTask().DoneTask();
        script.Add(EventType.WorkflowExecutionUpdateAccepted, e => e.WorkflowExecutionUpdateAcceptedEventAttributes =
            new() { AcceptedRequestSequencingEventId = 5 });
        Assert.Equal(3, Ends(script)[0]);
    }

    [Fact]
    public void A_completed_task_ends_its_slice_at_its_start()
    {
        var script = HistoryScript.Of().DoneTask().TimerStarted();
        Assert.Equal([3], Ends(script));
    }

    [Fact]
    public void A_started_task_at_the_end_of_history_ends_its_slice() => Assert.Equal([3], Ends(HistoryScript.Of().OpenTask()));

    [Fact]
    public void A_started_task_at_the_end_of_a_page_asks_for_the_next()
    {
        var script = HistoryScript.Of().OpenTask();
        Assert.Null(HistorySlicer.FindEnd(script.Events, 0, complete: false));
        Assert.Null(HistorySlicer.FindEnd(script.TaskCompleted().Events, 0, complete: false));
        Assert.Equal(2, HistorySlicer.FindEnd(script.TimerStarted().Events, 0, complete: false));
    }

    private static List<long> Ends(HistoryScript script)
    {
        List<long> ends = [];
        for (var from = 0; HistorySlicer.FindEnd(script.Events, from, complete: true) is { } end; from = end + 1)
        {
            ends.Add(script.Events[end].EventId);
        }

        return ends;
    }
}

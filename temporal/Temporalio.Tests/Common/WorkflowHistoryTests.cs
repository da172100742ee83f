using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Tests.Common;

public class WorkflowHistoryTests
{
    [Fact]
    public void Json_survives_the_round_trip()
    {
        var history = new WorkflowHistory("w", [new HistoryEvent
        {
            EventId = 1,
            EventTime = Timestamp.FromDateTime(DateTime.UnixEpoch),
            EventType = EventType.WorkflowExecutionStarted,
            WorkflowExecutionStartedEventAttributes = new()
            {
                WorkflowType = new() { Name = "T" },
                Input = new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload("x") } },
            },
        }]);

        var json = history.ToJson();

        Assert.Contains("EVENT_TYPE_WORKFLOW_EXECUTION_STARTED", json);
        Assert.Equal(history.Events, WorkflowHistory.FromJson("w", json).Events);
    }

    [Theory]
    [InlineData("EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT", "RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED", "TIMEOUT_TYPE_START_TO_CLOSE")]
    [InlineData("ActivityTaskTimedOut", "MaximumAttemptsReached", "StartToClose")]
    [InlineData("ACTIVITY_TASK_TIMED_OUT", "MAXIMUM_ATTEMPTS_REACHED", "START_TO_CLOSE")]
    public void Enum_names_are_read_in_every_form_that_tools_export(string type, string state, string timeout)
    {
        var json = $$$$"""
            {"events":[{"eventId":"7","eventType":"{{{{type}}}}","newField":1,"activityTaskTimedOutEventAttributes":{
              "retryState":"{{{{state}}}}","failure":{"message":"RetryStateTimeout","timeoutFailureInfo":{"timeoutType":"{{{{timeout}}}}"
              }
              }
              }
              }]}
            """;

        var read = Assert.Single(WorkflowHistory.FromJson("w", json).Events);

        Assert.Equal(EventType.ActivityTaskTimedOut, read.EventType);
        Assert.Equal(RetryState.MaximumAttemptsReached, read.ActivityTaskTimedOutEventAttributes.RetryState);
        Assert.Equal(TimeoutType.StartToClose, read.ActivityTaskTimedOutEventAttributes.Failure.TimeoutFailureInfo.TimeoutType);
        Assert.Equal("RetryStateTimeout", read.ActivityTaskTimedOutEventAttributes.Failure.Message);
    }
}

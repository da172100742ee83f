using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Converters;

public class FailureConverterTests
{
    private static readonly IPayloadConverter Payloads = DataConverter.Default.PayloadConverter;
    private static readonly IFailureConverter Failures = DataConverter.Default.FailureConverter;

    [Fact]
    public void A_plain_exception_is_an_application_failure_of_its_short_name()
    {
        var failure = Failures.ToFailure(Thrown(new InvalidOperationException("broken", new FormatException("cause"))), Payloads);

        Assert.Equal(("broken", "", "InvalidOperationException"), (failure.Message, failure.Source, failure.ApplicationFailureInfo.Type));
        Assert.False(failure.ApplicationFailureInfo.NonRetryable);
        Assert.Contains(nameof(Thrown), failure.StackTrace);
        Assert.Equal(("cause", "FormatException"), (failure.Cause.Message, failure.Cause.ApplicationFailureInfo.Type));
    }

    [Fact]
    public void An_application_failure_keeps_everything()
    {
        var original = new ApplicationFailureException(
            "no stock",
            new ArgumentException("inner"),
            errorType: "OutOfStock",
            nonRetryable: true,
            details: ["sku", 7],
            nextRetryDelay: TimeSpan.FromSeconds(9),
            category: ApplicationErrorCategory.Benign);

        var read = Assert.IsType<ApplicationFailureException>(RoundTrip(original));

        Assert.Equal(("no stock", "OutOfStock", true), (read.Message, read.ErrorType, read.NonRetryable));
        Assert.Equal(TimeSpan.FromSeconds(9), read.NextRetryDelay);
        Assert.Equal(ApplicationErrorCategory.Benign, read.Category);
        Assert.Equal((2, "sku", 7), (read.Details.Count, read.Details.ElementAt<string>(0), read.Details.ElementAt<int>(1)));
        Assert.Equal("ArgumentException", Assert.IsType<ApplicationFailureException>(read.InnerException).ErrorType);
    }

    [Fact]
    public void A_cancellation_keeps_its_details()
    {
        var read = Assert.IsType<CanceledFailureException>(RoundTrip(new CanceledFailureException("stop", details: ["why"])));

        Assert.Equal(("stop", "why"), (read.Message, read.Details.ElementAt<string>(0)));
    }

    [Fact]
    public void A_timeout_keeps_its_type_and_heartbeat()
    {
        var read = Assert.IsType<TimeoutFailureException>(Read(new()
        {
            Message = "late",
            TimeoutFailureInfo = new()
            {
                TimeoutType = TimeoutType.Heartbeat,
                LastHeartbeatDetails = new() { Payloads_ = { Payloads.ToPayload(80) } },
            },
        }));

        Assert.Equal((TimeoutType.Heartbeat, 80), (read.TimeoutType, read.LastHeartbeatDetails.ElementAt<int>(0)));
    }

    [Fact]
    public void An_activity_failure_in_a_child_failure_keeps_the_chain()
    {
        var read = Assert.IsType<ChildWorkflowFailureException>(Read(new()
        {
            Message = "child",
            ChildWorkflowExecutionFailureInfo = new()
            {
                Namespace = "orders",
                WorkflowExecution = new() { WorkflowId = "w", RunId = "r" },
                WorkflowType = new() { Name = "Ship" },
                RetryState = RetryState.MaximumAttemptsReached,
            },
            Cause = new()
            {
                Message = "activity",
                ActivityFailureInfo = new() { ActivityId = "1", ActivityType = new() { Name = "Pack" }, RetryState = RetryState.Timeout },
                Cause = new() { Message = "cancelled", CanceledFailureInfo = new() },
            },
        }));

        Assert.Equal(("orders", "w", "r", "Ship"), (read.Namespace, read.WorkflowId, read.RunId, read.WorkflowType));
        var activity = Assert.IsType<ActivityFailureException>(read.InnerException);
        Assert.Equal(("1", "Pack", RetryState.Timeout), (activity.ActivityId, activity.ActivityType, activity.RetryState));
        Assert.Null(activity.Identity);
        Assert.True(TemporalException.IsCanceledException(activity));
        Assert.False(TemporalException.IsCanceledException(read));
    }

    [Fact]
    public void Termination_is_read() =>
        Assert.IsType<TerminatedFailureException>(Read(new() { TerminatedFailureInfo = new() }));

    public static TheoryData<Failure> Others => new()
    {
        new Failure { Message = "server", ServerFailureInfo = new() },
        new Failure { Message = "reset", ResetWorkflowFailureInfo = new() },
        new Failure { Message = "unset" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_other_kind_is_a_plain_failure(Failure failure) => Assert.Equal(typeof(FailureException), Read(failure).GetType());

    [Fact]
    public void A_failure_from_the_wire_goes_back_as_it_came()
    {
        var original = new Failure
        {
            Message = "m",
            Source = "GoSDK",
            StackTrace = "goroutine 1",
            ApplicationFailureInfo = new() { Type = "T", NextRetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) },
            Cause = new() { Message = "c", ServerFailureInfo = new() { NonRetryable = true } },
        };

        var again = Failures.ToFailure(Thrown(Read(original)), Payloads);

        Assert.Equal(original, again);
    }

    [Fact]
    public void The_stack_trace_of_the_other_process_comes_first()
    {
        var read = Thrown(Read(new() { StackTrace = "far away", ApplicationFailureInfo = new() }));

        Assert.StartsWith("far away\n", read.StackTrace);
        Assert.Contains(nameof(Thrown), read.StackTrace);
    }

    [Fact]
    public void Common_attributes_are_encoded_when_asked_for()
    {
        var converter = new DefaultFailureConverter.WithEncodedCommonAttributes();

        var failure = converter.ToFailure(Thrown(new ApplicationFailureException("secret", new FormatException("inner secret"))), Payloads);

        Assert.Equal(("Encoded failure", ""), (failure.Message, failure.StackTrace));
        Assert.Equal("Encoded failure", failure.Cause.Message);
        Assert.StartsWith("{\"message\":\"secret\",\"stack_trace\":\"", failure.EncodedAttributes.Data.ToStringUtf8());
        var read = converter.ToException(failure, Payloads);
        Assert.Equal(("secret", "inner secret"), (read.Message, read.InnerException?.Message));
        Assert.Contains(nameof(Thrown), read.StackTrace);
    }

    [Fact]
    public void Attributes_that_cannot_be_read_do_not_hide_the_failure()
    {
        var read = Read(new() { Message = "Encoded failure", EncodedAttributes = new Payload(), ApplicationFailureInfo = new() });

        Assert.Equal("Encoded failure", read.Message);
    }

    private static Exception Read(Failure failure) => Failures.ToException(failure, Payloads);

    private static Exception RoundTrip(Exception e) => Read(Failure.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(Failures.ToFailure(e, Payloads))));

    private static Exception Thrown(Exception e)
    {
        try
        {
            throw e;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }
}

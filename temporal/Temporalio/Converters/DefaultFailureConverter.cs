using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;

namespace Temporalio.Converters;

public class DefaultFailureConverter : IFailureConverter
{
    private const string EncodedMessage = "Encoded failure";

    public DefaultFailureConverter()
        : this(new DefaultFailureConverterOptions())
    {
    }

    protected DefaultFailureConverter(DefaultFailureConverterOptions options) => Options = options;

    public DefaultFailureConverterOptions Options { get; }

    public virtual Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
    {
        // A failure that came from the wire goes back as it came: rebuilding it would lose what this side does not know.
        if (exception is FailureException { Failure: { } original })
        {
            return original.Clone();
        }

        var failure = new Failure { Message = exception.Message, StackTrace = exception.StackTrace ?? "" };
        switch (exception)
        {
            case ApplicationFailureException application:
                failure.ApplicationFailureInfo = new()
                {
                    Type = application.ErrorType ?? "",
                    NonRetryable = application.NonRetryable,
                    Details = ToPayloads(application.Details, payloadConverter),
                    NextRetryDelay = application.NextRetryDelay is { } delay ? Duration.FromTimeSpan(delay) : null,
                    Category = application.Category,
                };
                break;
            case CanceledFailureException canceled:
                failure.CanceledFailureInfo = new() { Details = ToPayloads(canceled.Details, payloadConverter) };
                break;
            case WorkflowAlreadyStartedException started:
                failure.ApplicationFailureInfo = new() { Type = nameof(WorkflowAlreadyStartedException) };
                failure.Message = started.Message;
                break;
            default:
                failure.ApplicationFailureInfo = new() { Type = exception.GetType().Name };
                break;
        }

        if (exception.InnerException is { } inner)
        {
            failure.Cause = ToFailure(inner, payloadConverter);
        }

        if (Options.EncodeCommonAttributes)
        {
            failure.EncodedAttributes = payloadConverter.ToPayload(new CommonAttributes(failure.Message, failure.StackTrace));
            failure.Message = EncodedMessage;
            failure.StackTrace = "";
        }

        return failure;
    }

    public virtual Exception ToException(Failure failure, IPayloadConverter payloadConverter)
    {
        failure = WithDecodedAttributes(failure, payloadConverter);
        var inner = failure.Cause is null ? null : ToException(failure.Cause, payloadConverter);
        return failure.FailureInfoCase switch
        {
            Failure.FailureInfoOneofCase.ApplicationFailureInfo => new ApplicationFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TimeoutFailureInfo => new TimeoutFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.CanceledFailureInfo => new CanceledFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TerminatedFailureInfo => new TerminatedFailureException(failure, inner, null),
            Failure.FailureInfoOneofCase.ActivityFailureInfo => new ActivityFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo => new ChildWorkflowFailureException(failure, inner),
            // The official client has no richer mapping for these either, so user code written for one works with the other.
            Failure.FailureInfoOneofCase.ServerFailureInfo or
            Failure.FailureInfoOneofCase.ResetWorkflowFailureInfo or
            Failure.FailureInfoOneofCase.None => new FailureException(failure, inner),
        };
    }

    private static Payloads? ToPayloads(IFailureDetails details, IPayloadConverter converter)
    {
        if (details.Count == 0)
        {
            return null;
        }

        var result = new Payloads();
        result.Payloads_.AddRange(details switch
        {
            OutboundFailureDetails outbound => outbound.Details!.Select(converter.ToPayload), // Count above zero: not null.
            InboundFailureDetails inbound => inbound.Payloads!, // Likewise.
            _ => throw new ArgumentException($"Unknown kind of failure details {details.GetType()}", nameof(details)),
        });
        return result;
    }

    private static Failure WithDecodedAttributes(Failure failure, IPayloadConverter converter)
    {
        if (failure.EncodedAttributes is null)
        {
            return failure;
        }

        CommonAttributes? attributes;
        try
        {
            attributes = converter.ToValue<CommonAttributes?>(failure.EncodedAttributes);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or KeyNotFoundException or NotSupportedException)
        {
            // Written by someone else, or still encrypted: the failure must reach the caller all the same.
            return failure;
        }

        if (attributes is null)
        {
            return failure;
        }

        var decoded = failure.Clone();
        decoded.EncodedAttributes = null;
        decoded.Message = attributes.Message ?? decoded.Message;
        decoded.StackTrace = attributes.StackTrace ?? decoded.StackTrace;
        return decoded;
    }

    /// <summary>The default failure conversion with message and stack trace in the encoded attributes.</summary>
    public class WithEncodedCommonAttributes : DefaultFailureConverter
    {
        public WithEncodedCommonAttributes()
            : base(new DefaultFailureConverterOptions { EncodeCommonAttributes = true })
        {
        }
    }

    private sealed record CommonAttributes(
        [property: JsonPropertyName("message")] string? Message,
        [property: JsonPropertyName("stack_trace")] string? StackTrace);
}

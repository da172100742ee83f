using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using ProtoFailure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Exceptions;

/// <summary>The failure user code throws: its error type and retry flags decide what the server does next.</summary>
public class ApplicationFailureException : FailureException
{
    public ApplicationFailureException(
        string message,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : this(message, null, errorType, nonRetryable, details, nextRetryDelay, category)
    {
    }

    public ApplicationFailureException(
        string message,
        Exception? inner,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : base(message, inner)
    {
        ErrorType = errorType;
        NonRetryable = nonRetryable;
        Details = new OutboundFailureDetails(details);
        NextRetryDelay = nextRetryDelay;
        Category = category;
    }

    protected internal ApplicationFailureException(ProtoFailure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.ApplicationFailureInfo
            ?? throw new ArgumentException("Not an application failure", nameof(failure));
        ErrorType = info.Type.Length == 0 ? null : info.Type;
        NonRetryable = info.NonRetryable;
        NextRetryDelay = info.NextRetryDelay?.ToTimeSpan();
        Category = info.Category;
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_);
    }

    /// <summary>The name retry policies compare with their non-retryable error types.</summary>
    public string? ErrorType { get; protected init; }

    public bool NonRetryable { get; protected init; }

    public IFailureDetails Details { get; protected init; }

    /// <summary>Replaces the retry policy's next delay when set.</summary>
    public TimeSpan? NextRetryDelay { get; protected init; }

    public ApplicationErrorCategory Category { get; protected init; }
}

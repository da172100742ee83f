using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Whole conversions: the codec and the converter together, or typed forms of the converter alone.</summary>
public static class ConverterExtensions
{
    public static T ToValue<T>(this IPayloadConverter converter, Payload payload) =>
        (T)converter.ToValue(payload, typeof(T))!; // Null is what a nullable T was asked for; a converter refuses it for the others.

    public static T ToValue<T>(this IPayloadConverter converter, IRawValue rawValue) => converter.ToValue<T>(rawValue.Payload);

    public static RawValue ToRawValue(this IPayloadConverter converter, object? value) => new(converter.ToPayload(value));

    public static IReadOnlyCollection<Payload> ToPayloads(this IPayloadConverter converter, IReadOnlyCollection<object?> values) =>
        values.Select(converter.ToPayload).ToList();

    public static async Task<Payload> ToPayloadAsync(this DataConverter converter, object? value)
    {
        var payload = converter.PayloadConverter.ToPayload(value);
        return converter.PayloadCodec is { } codec ? await codec.EncodeSingleAsync(payload) : payload;
    }

    public static async Task<IReadOnlyCollection<Payload>> ToPayloadsAsync(this DataConverter converter, IReadOnlyCollection<object?> values)
    {
        var payloads = converter.PayloadConverter.ToPayloads(values);
        return converter.PayloadCodec is { } codec && payloads.Count > 0 ? await codec.EncodeAsync(payloads) : payloads;
    }

    public static async Task<T> ToValueAsync<T>(this DataConverter converter, Payload payload) =>
        (T)(await converter.ToValueAsync(payload, typeof(T)))!; // As above.

    public static async Task<object?> ToValueAsync(this DataConverter converter, Payload payload, Type type)
    {
        // A codec may hold the payload for later use, and messages are mutable.
        var decoded = converter.PayloadCodec is { } codec ? await codec.DecodeSingleAsync(payload.Clone()) : payload;
        return converter.PayloadConverter.ToValue(decoded, type);
    }

    public static async Task<T> ToSingleValueAsync<T>(this DataConverter converter, IReadOnlyCollection<Payload> payloads) =>
        (T)(await converter.ToSingleValueAsync(payloads, typeof(T)))!; // As above.

    public static async Task<object?> ToSingleValueAsync(this DataConverter converter, IReadOnlyCollection<Payload> payloads, Type type)
    {
        var decoded = converter.PayloadCodec is { } codec ? await codec.DecodeAsync(payloads) : payloads;
        return decoded.Count == 1
            ? converter.PayloadConverter.ToValue(decoded.First(), type)
            : throw new InvalidOperationException($"Expected one payload, found {decoded.Count}");
    }

    public static async Task<Failure> ToFailureAsync(this DataConverter converter, Exception exc)
    {
        var failure = converter.FailureConverter.ToFailure(exc, converter.PayloadConverter);
        if (converter.PayloadCodec is { } codec)
        {
            await codec.EncodeFailureAsync(failure);
        }

        return failure;
    }

    public static async Task<Exception> ToExceptionAsync(this DataConverter converter, Failure failure)
    {
        if (converter.PayloadCodec is { } codec)
        {
            failure = failure.Clone();
            await codec.DecodeFailureAsync(failure);
        }

        return converter.FailureConverter.ToException(failure, converter.PayloadConverter);
    }
}

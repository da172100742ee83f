using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

public static class PayloadCodecExtensions
{
    public static async Task<Payload> EncodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        Single(await codec.EncodeAsync([payload]));

    public static async Task<Payload> DecodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        Single(await codec.DecodeAsync([payload]));

    /// <summary>Encodes every payload in the failure and its causes, in place.</summary>
    public static Task EncodeFailureAsync(this IPayloadCodec codec, Failure failure) => VisitAsync(failure, codec.EncodeAsync);

    /// <summary>Decodes every payload in the failure and its causes, in place.</summary>
    public static Task DecodeFailureAsync(this IPayloadCodec codec, Failure failure) => VisitAsync(failure, codec.DecodeAsync);

    private static async Task VisitAsync(Failure failure, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> transform)
    {
        for (var each = failure; each is not null; each = each.Cause)
        {
            if (each.EncodedAttributes is not null)
            {
                each.EncodedAttributes = Single(await transform([each.EncodedAttributes]));
            }

            var details = each.FailureInfoCase switch
            {
                Failure.FailureInfoOneofCase.ApplicationFailureInfo => each.ApplicationFailureInfo.Details,
                Failure.FailureInfoOneofCase.TimeoutFailureInfo => each.TimeoutFailureInfo.LastHeartbeatDetails,
                Failure.FailureInfoOneofCase.CanceledFailureInfo => each.CanceledFailureInfo.Details,
                Failure.FailureInfoOneofCase.ResetWorkflowFailureInfo => each.ResetWorkflowFailureInfo.LastHeartbeatDetails,
                Failure.FailureInfoOneofCase.TerminatedFailureInfo or
                Failure.FailureInfoOneofCase.ServerFailureInfo or
                Failure.FailureInfoOneofCase.ActivityFailureInfo or
                Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo or
                Failure.FailureInfoOneofCase.None => null,
            };
            if (details is { Payloads_.Count: > 0 })
            {
                var transformed = await transform([.. details.Payloads_]);
                details.Payloads_.Clear();
                details.Payloads_.AddRange(transformed);
            }
        }
    }

    private static Payload Single(IReadOnlyCollection<Payload> payloads) =>
        payloads.Count == 1 ? payloads.First() : throw new InvalidOperationException($"The codec made {payloads.Count} payloads out of one");
}

using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;

namespace Temporalio.Worker.Instances;

internal static class CommandMetadata
{
    /// <summary>Null when there is nothing to show.</summary>
    public static UserMetadata? Of(IPayloadConverter converter, string? summary, string? details = null) =>
        summary is null && details is null
            ? null
            : new()
            {
                Summary = PayloadOf(converter, summary),
                Details = PayloadOf(converter, details),
            };

    private static Payload? PayloadOf(IPayloadConverter converter, string? text) => text is null ? null : converter.ToPayload(text);
}

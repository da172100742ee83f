using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Turns values into payloads and back. Runs inside workflows: it must be deterministic and do no I/O.</summary>
public interface IPayloadConverter
{
    Payload ToPayload(object? value);

    object? ToValue(Payload payload, Type type);
}

using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A converter for one encoding.</summary>
public interface IEncodingConverter
{
    string Encoding { get; }

    bool TryToPayload(object? value, out Payload? payload);

    object? ToValue(Payload payload, Type type);
}
